//! The repository's files in memory, as the rules see them. No rule lives here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Folders that are not part of the repository, from its root.
const LEFT_OUT: &[&str] = &[
    ".git",
    ".idea",
    ".vscode",
    "data",
    "fuzz/artifacts",
    "fuzz/corpus",
    "fuzz/target",
    "target",
    "tests/clients/node_modules",
];

/// Something that should not be in the repository.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Violation {
    pub(super) path: String,
    pub(super) what: String,
}

impl Violation {
    pub(super) fn new(path: &str, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            what: what.into(),
        }
    }
}

/// Holds every file of the repository by its path from the root, with `/` on every system.
/// A file that is not text has a path and no content.
#[derive(Debug, Default)]
pub(super) struct Tree(BTreeMap<String, Option<String>>);

impl Tree {
    /// Reads the repository that this test belongs to. Links are not followed.
    pub(super) fn of_repository() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut tree = Self::default();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                let name = path.to_string_lossy().replace('\\', "/");
                let kind = entry.file_type()?;
                if LEFT_OUT.contains(&name.as_str()) || name.ends_with(".snap.new") {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    let bytes = fs::read(entry.path()).with_context(|| name.clone())?;
                    tree.0.insert(name, String::from_utf8(bytes).ok());
                }
            }
        }
        Ok(tree)
    }

    /// Makes up a repository, to plant violations in.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(
            files
                .iter()
                .map(|(path, text)| ((*path).into(), Some((*text).into())))
                .collect(),
        )
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every text file with its content.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Every Rust file with its content.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| has_extension(path, "rs"))
    }

    /// Tells whether there is a file, or a folder with something in it.
    pub(super) fn holds(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        path.is_empty()
            || self
                .paths()
                .any(|file| file == path || file.starts_with(&folder))
    }
}

pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

#[test]
fn a_folder_is_held_while_a_file_is_in_it() {
    let tree = Tree::of(&[("docs/decisions/0001-a.md", "")]);
    assert!(tree.holds("docs/decisions/0001-a.md") && tree.holds("docs/decisions"));
    assert!(!tree.holds("docs/dec") && !tree.holds("docs/decisions/0002-b.md"));
}
