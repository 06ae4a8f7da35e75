//! A rule for Markdown documents: a relative link leads to a file or folder of the repository.

use regex::Regex;

use super::tree::{Tree, Violation, has_extension};

/// The target of `[words](target "title")`, of an image, and of `[words]: target`.
const LINK: &str = r#"\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)"#;
const CODE: &str = "`[^`]*`";
const ADDRESS: &str = "^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)";

/// Finds relative links of our documents to what is not there.
pub(super) fn broken_links(tree: &Tree) -> Vec<Violation> {
    let patterns = (Regex::new(LINK), Regex::new(CODE), Regex::new(ADDRESS));
    let (Ok(link), Ok(code), Ok(address)) = patterns else {
        return vec![Violation::new(
            "tests/it/tidy/documents.rs",
            "a pattern is broken",
        )];
    };
    let mut violations = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_document(path)) {
        for line in prose(text) {
            let line = code.replace_all(line, "");
            let targets = link.captures_iter(&line).filter_map(|found| {
                let target = found.get(1).or_else(|| found.get(2))?.as_str();
                (!address.is_match(target)).then(|| target.to_owned())
            });
            violations.extend(
                targets
                    .filter(|target| !leads_somewhere(tree, path, target))
                    .map(|target| Violation::new(path, format!("`{target}` is not there"))),
            );
        }
    }
    violations
}

fn is_document(path: &str) -> bool {
    has_extension(path, "md") && (!path.contains('/') || path.starts_with("docs/"))
}

/// The lines outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        in_code ^= is_fence;
        !in_code && !is_fence
    })
}

/// Tells whether a link from `document` stays in the repository and finds something there.
/// What follows `#` is not looked at.
fn leads_somewhere(tree: &Tree, document: &str, target: &str) -> bool {
    let target = target
        .split(['#', '?'])
        .next()
        .unwrap_or_default()
        .replace("%20", " ");
    if target.is_empty() {
        return true;
    }
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (start, rest) = target
        .strip_prefix('/')
        .map_or((folder, target.as_str()), |rest| ("", rest));
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(rest.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            name => parts.push(name),
        }
    }
    tree.holds(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(document: &str, text: &str) -> Vec<String> {
        let files = [
            ("README.md", ""),
            ("docs/logging.md", ""),
            ("docs/a b.md", ""),
            (document, text),
        ];
        broken_links(&Tree::of(&files))
            .into_iter()
            .map(|found| found.what)
            .collect()
    }

    #[test]
    fn a_link_to_what_is_not_there_is_found() {
        for (document, link) in [
            ("CONTRIBUTING.md", "see [how](docs/missing.md) we log"),
            ("CONTRIBUTING.md", "![picture](docs/missing.md \"Title\")"),
            ("CONTRIBUTING.md", "[how]: docs/missing.md"),
            ("docs/here.md", "[how](docs/missing.md)"),
        ] {
            assert_eq!(
                broken(document, link),
                ["`docs/missing.md` is not there"],
                "{link}"
            );
        }
        assert_eq!(
            broken("docs/a.md", "[up](../../README.md)"),
            ["`../../README.md` is not there"]
        );
        assert_eq!(broken("README.md", "[a](x.md) and [b](y.md)").len(), 2);
    }

    #[test]
    fn links_that_lead_somewhere_and_links_that_are_none_are_left_alone() {
        for (document, text) in [
            (
                "CONTRIBUTING.md",
                "[log](docs/logging.md#what) [all](docs/) [docs](./docs)",
            ),
            ("CONTRIBUTING.md", "[a](docs/a%20b.md) [here](#here)"),
            (
                "docs/decisions/0001-a.md",
                "[up](../logging.md) [root](/README.md) [top](../..)",
            ),
            (
                "CONTRIBUTING.md",
                "[web](https://example.org/x.md) [mail](mailto:a@example.org)",
            ),
            (
                "CONTRIBUTING.md",
                "`[code](x.md)`\n```\n[code](x.md)\n```\n",
            ),
            ("app/notes.md", "[elsewhere](x.md)"),
        ] {
            assert_eq!(broken(document, text), [""; 0], "{text}");
        }
    }
}
