//! Files in the repository that the program can print: like snapshots they are written anew by running their test
//! with `INSTA_UPDATE=always`, and otherwise compared.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration file; this is insta's own variable"
)]
fn is_to_be_written() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always")
}

/// Fails with the differing lines unless the file `name` at the root of the repository says `text`.
pub(crate) fn says(name: &str, text: &str) -> anyhow::Result<()> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(name);
    if is_to_be_written() {
        fs::write(&path, text).with_context(|| name.to_owned())?;
    }
    let file = if path.exists() {
        fs::read_to_string(&path).with_context(|| name.to_owned())?
    } else {
        String::new()
    };
    let differences = differences(&file, text);
    anyhow::ensure!(
        differences.is_empty(),
        "{name} is out of date; read the differences, then run this test with INSTA_UPDATE=always\n{}",
        differences.join("\n")
    );
    Ok(())
}

/// The lines in which the file is not what it should be.
fn differences(file: &str, text: &str) -> Vec<String> {
    let (file, text): (Vec<_>, Vec<_>) = (file.lines().collect(), text.lines().collect());
    (0..file.len().max(text.len()))
        .filter(|number| file.get(*number) != text.get(*number))
        .map(|number| {
            let of = |lines: &[&str]| lines.get(number).copied().unwrap_or("nothing").to_owned();
            let (file, text) = (of(&file), of(&text));
            format!(
                "line {}\n  the file says: {file}\n  the program says: {text}",
                number + 1
            )
        })
        .collect()
}

#[test]
fn a_changed_a_missing_and_a_superfluous_line_are_found() {
    assert_eq!(differences("a\nb\n", "a\nb\n"), [""; 0]);
    assert_eq!(
        differences("a\nb\n", "a\nc\n"),
        ["line 2\n  the file says: b\n  the program says: c"]
    );
    assert_eq!(differences("a\n", "a\nb\n").len(), 1);
    assert_eq!(differences("a\nb\n", "a\n").len(), 1);
}
