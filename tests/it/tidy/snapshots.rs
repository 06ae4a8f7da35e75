//! A rule for snapshots: none outlives its test.
//!
//! A snapshot is called `crate__module__name.snap`, `name-2.snap` for the second without a name
//! of its own, and `name@case.snap` with a suffix. The name is the test function's (without
//! `test_`), or a literal in the source.

use super::tree::{Tree, Violation, has_extension};

/// Finds snapshots whose name no source file holds.
pub(super) fn orphans(tree: &Tree) -> Vec<Violation> {
    let snapshots = tree.paths().filter(|path| {
        has_extension(path, "snap") && path.split('/').any(|part| part == "snapshots")
    });
    snapshots
        .filter(|path| {
            let names = possible_names(path);
            !tree
                .sources()
                .any(|(_, text)| names.iter().any(|name| has_word(text, name)))
        })
        .map(|path| Violation::new(path, "belongs to no test"))
        .collect()
}

/// What the snapshot may be called in the source; a name can hold `__` itself.
fn possible_names(path: &str) -> Vec<&str> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.strip_suffix(".snap").unwrap_or(file);
    let stem = stem.split('@').next().unwrap_or_default();
    let without_number = stem
        .rsplit_once('-')
        .filter(|(_, number)| number.chars().all(|digit| digit.is_ascii_digit()))
        .map(|(stem, _)| stem);
    std::iter::once(stem)
        .chain(without_number)
        .flat_map(suffixes)
        .collect()
}

/// The whole name, and what follows each `__`.
fn suffixes(stem: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(stem), |rest| {
        rest.split_once("__").map(|(_, tail)| tail)
    })
}

/// Tells whether the text holds the word as a word, or as a test function's name.
fn has_word(text: &str, word: &str) -> bool {
    let is_inner = |letter: char| letter.is_alphanumeric() || letter == '_';
    !word.is_empty()
        && text.match_indices(word).any(|(start, found)| {
            let before = text.get(..start).unwrap_or_default();
            let before = before.strip_suffix("test_").unwrap_or(before);
            let after = text.get(start + found.len()..).unwrap_or_default();
            !before.ends_with(is_inner) && !after.starts_with(is_inner)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_orphan(snapshot: &str, source: &str) -> bool {
        let path = format!("tests/it/snapshots/{snapshot}");
        let tree = Tree::of(&[(&path, ""), ("tests/it/mail.rs", source)]);
        orphans(&tree) == [Violation::new(&path, "belongs to no test")]
    }

    #[test]
    fn a_snapshot_that_lost_its_test_is_found() {
        let source = "fn the_menu_is_short() {} fn letters() {} const LETTER: u8 = 2;";
        for snapshot in [
            "it__mail__the_menu.snap",
            "it__mail__menu_is_short.snap",
            "letter.snap",
        ] {
            assert!(is_orphan(snapshot, source), "{snapshot}");
        }
        assert!(is_orphan("it__mail__letter-2.snap", source));
    }

    #[test]
    fn a_snapshot_is_known_by_its_function_or_its_name() {
        for (snapshot, source) in [
            (
                "it__mail__the_letter_is_kind.snap",
                "fn the_letter_is_kind() {",
            ),
            (
                "it__mail__the_letter_is_kind-3.snap",
                "fn the_letter_is_kind() {",
            ),
            (
                "it__mail__the_letter_is_kind@es.snap",
                "fn test_the_letter_is_kind() {",
            ),
            (
                "it__mail__kind-2.snap",
                "assert_snapshot!(\"kind-2\", letter);",
            ),
            (
                "it__mail__kind__letter.snap",
                "assert_snapshot!(\"kind__letter\", letter);",
            ),
            (
                "it__mail__kind__letter.snap",
                "assert_snapshot!(\"kind/letter\", letter);",
            ),
        ] {
            assert!(!is_orphan(snapshot, source), "{snapshot}");
        }
        assert_eq!(orphans(&Tree::of(&[("docs/letter.snap", "")])), []);
    }
}
