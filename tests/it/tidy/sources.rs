//! Rules for Rust files. The forbidden words are put together from halves, so that this file
//! does not break the rules it states.

use regex::Regex;

use super::tree::{Tree, Violation};

/// Above this a file is split by topic.
pub(super) const LONGEST: usize = 500;

const IGNORE: &str = concat!("#[", "ignore");
const UNFINISHED: &str = concat!("todo", "!(");
const SILENCED: [&str; 2] = [concat!("#[", "allow("), concat!("#![", "allow(")];
/// Matches `thread::…`, `time::…` and an imported name alike.
const SLEEP: &str = concat!(r"\bsl", r"eep(_until)?\(");

/// Finds files that do not begin with `//!`.
pub(super) fn without_opening(tree: &Tree) -> Vec<Violation> {
    tree.sources()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| Violation::new(path, "opens without a line of `//!`"))
        .collect()
}

/// Finds files longer than [`LONGEST`].
pub(super) fn too_long(tree: &Tree) -> Vec<Violation> {
    tree.sources()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| Violation::new(path, format!("{lines} lines, {LONGEST} at most")))
        .collect()
}

/// Finds tests that never run.
pub(super) fn ignored_tests(tree: &Tree) -> Vec<Violation> {
    code_lines(tree)
        .filter(|line| line.code.contains(IGNORE))
        .map(|line| line.violation("an ignored test is no test"))
        .collect()
}

/// Finds code that stops the program because it is not written yet.
pub(super) fn unfinished(tree: &Tree) -> Vec<Violation> {
    code_lines(tree)
        .filter(|line| line.code.contains(UNFINISHED))
        .map(|line| line.violation("unfinished code"))
        .collect()
}

/// Finds silenced lints. `expect` with a reason goes away by itself when it is not needed.
pub(super) fn silenced_lints(tree: &Tree) -> Vec<Violation> {
    code_lines(tree)
        .filter(|line| {
            SILENCED
                .iter()
                .any(|attribute| line.code.contains(attribute))
        })
        .map(|line| line.violation("use `#[expect(…, reason = \"…\")]`"))
        .collect()
}

/// Finds tests, and helpers of tests, that wait for time to pass.
pub(super) fn sleeping_tests(tree: &Tree) -> Vec<Violation> {
    let Ok(sleep) = Regex::new(SLEEP) else {
        return vec![Violation::new(
            "tests/it/tidy/sources.rs",
            "the pattern is broken",
        )];
    };
    code_lines(tree)
        .filter(|line| line.in_tests && sleep.is_match(line.code))
        .map(|line| line.violation("a test must not sleep"))
        .collect()
}

/// One line that is not a comment.
struct Line<'a> {
    path: &'a str,
    number: usize,
    code: &'a str,
    in_tests: bool,
}

impl Line<'_> {
    fn violation(&self, what: &str) -> Violation {
        Violation::new(self.path, format!("line {}: {what}", self.number))
    }
}

fn code_lines(tree: &Tree) -> impl Iterator<Item = Line<'_>> {
    tree.sources().flat_map(|(path, text)| {
        let tests_from = first_test_line(path, text);
        (1..)
            .zip(text.lines())
            .filter(|(_, code)| !code.trim_start().starts_with("//"))
            .map(move |(number, code)| {
                let in_tests = tests_from.is_some_and(|first| number >= first);
                Line {
                    path,
                    number,
                    code,
                    in_tests,
                }
            })
    })
}

/// Where tests begin: at the top of a file in a `tests` folder, else at the module of tests.
fn first_test_line(path: &str, text: &str) -> Option<usize> {
    if path
        .split('/')
        .any(|part| part == "tests" || part == "tests.rs")
    {
        return Some(1);
    }
    let lines: Vec<&str> = text.lines().collect();
    let is_start = |pair: &[&str]| {
        matches!(pair, [first, second] if *first == "#[cfg(test)]" && second.starts_with("mod ")
            && second.ends_with('{'))
    };
    lines.windows(2).position(is_start).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a rule says about one file.
    fn said(rule: fn(&Tree) -> Vec<Violation>, path: &str, text: &str) -> Vec<String> {
        rule(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|found| found.what)
            .collect()
    }

    #[test]
    fn a_file_that_does_not_say_what_it_is_for_is_found() {
        let expected = ["opens without a line of `//!`"];
        assert_eq!(
            said(without_opening, "app/src/lib.rs", "use std::fs;\n//! Late."),
            expected
        );
        assert_eq!(said(without_opening, "app/src/lib.rs", ""), expected);
        assert_eq!(
            said(without_opening, "app/src/lib.rs", "//! Use cases.\n"),
            [""; 0]
        );
        assert_eq!(said(without_opening, "README.md", "# Altavoz"), [""; 0]);
    }

    #[test]
    fn a_file_one_line_too_long_is_found() {
        let lines = |count| "//!\n".repeat(count);
        assert_eq!(
            said(too_long, "a.rs", &lines(501)),
            ["501 lines, 500 at most"]
        );
        assert_eq!(said(too_long, "a.rs", &lines(500)), [""; 0]);
    }

    #[test]
    fn an_ignored_test_is_found() {
        let text = format!("//!\n{IGNORE} = \"slow\"]\nfn a() {{}}\n");
        assert_eq!(
            said(ignored_tests, "a.rs", &text),
            ["line 2: an ignored test is no test"]
        );
        assert_eq!(
            said(ignored_tests, "a.rs", &format!("// {IGNORE}]")),
            [""; 0]
        );
    }

    #[test]
    fn unfinished_code_is_found() {
        let text = format!("fn a() {{ {UNFINISHED}) }}");
        assert_eq!(said(unfinished, "a.rs", &text), ["line 1: unfinished code"]);
    }

    #[test]
    fn a_silenced_lint_is_found() {
        for attribute in SILENCED {
            let text = format!("//!\n\n{attribute}dead_code)]");
            let expected = ["line 3: use `#[expect(…, reason = \"…\")]`"];
            assert_eq!(said(silenced_lints, "a.rs", &text), expected);
        }
        assert_eq!(
            said(
                silenced_lints,
                "a.rs",
                "#[expect(dead_code, reason = \"…\")]"
            ),
            [""; 0]
        );
    }

    #[test]
    fn a_sleeping_test_is_found_wherever_tests_are() {
        let expected = ["line 3: a test must not sleep"];
        for call in ["std::thread::", "tokio::time::", "time::", ""] {
            let nap = concat!("sl", "eep(SECOND);");
            let in_folder = format!("//!\nfn a() {{\n{call}{nap}\n}}");
            assert_eq!(
                said(sleeping_tests, "tests/src/world.rs", &in_folder),
                expected
            );
            assert_eq!(
                said(sleeping_tests, "app/src/lib/tests.rs", &in_folder),
                expected
            );
            assert_eq!(said(sleeping_tests, "app/src/lib.rs", &in_folder), [""; 0]);
            let in_module = format!("#[cfg(test)]\nmod tests {{\n{call}{nap}\n}}");
            assert_eq!(said(sleeping_tests, "app/src/lib.rs", &in_module), expected);
        }
        let query = concat!("SELECT pg_sl", "eep(1)");
        assert_eq!(said(sleeping_tests, "tests/a.rs", query), [""; 0]);
    }
}
