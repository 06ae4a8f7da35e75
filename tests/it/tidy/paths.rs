//! A rule for all text files: nothing in them is about the machine somebody worked on.

use regex::Regex;

use super::tree::{Tree, Violation};

/// A home or work folder, at the start of a path. What follows a host name or another folder is
/// somebody's web address and is left alone.
const MACHINE_PATH: &str = concat!(r"(?:^|file://|[^\w./-])/(?:ho", "me|ro", "ot|wo", "rk)/");

/// Finds lines that name a folder of one machine.
pub(super) fn of_machines(tree: &Tree) -> Vec<Violation> {
    let Ok(machine_path) = Regex::new(MACHINE_PATH) else {
        return vec![Violation::new(
            "tests/it/tidy/paths.rs",
            "the pattern is broken",
        )];
    };
    let lines = tree
        .texts()
        .flat_map(|(path, text)| (1..).zip(text.lines()).map(move |line| (path, line)));
    lines
        .filter(|(_, (_, line))| machine_path.is_match(line))
        .map(|(path, (number, _))| {
            Violation::new(path, format!("line {number}: a path of one machine"))
        })
        .collect()
}

#[test]
fn a_path_of_a_machine_is_found_and_a_web_address_is_not() {
    let found = |text: &str| of_machines(&Tree::of(&[("README.md", text)])).len();
    for folder in [
        concat!("/ho", "me/ann/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/main"),
    ] {
        assert_eq!(found(folder), 1);
        assert_eq!(found(&format!("first\nsee `{folder}` and {folder}")), 1);
        assert_eq!(found(&format!("file://{folder}")), 1);
        assert_eq!(found(&format!("--path={folder}")), 1);
        assert_eq!(found(&format!("https://example.org{folder}")), 0);
        assert_eq!(found(&format!("..{folder}")), 0);
    }
    let planted = Tree::of(&[("docs/a.md", concat!("\n/ro", "ot/x"))]);
    let expected = [Violation::new("docs/a.md", "line 2: a path of one machine")];
    assert_eq!(of_machines(&planted), expected);
}
