//! The rules of screening as files: those of a folder in place of the ones that are built in, and the built-in ones written out to begin
//! with. What is in them is for `moderation`.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};
use moderation::screen::{Models, Rules};

/// Where the models are in a folder of rules.
const SENTENCES: &str = "model/sentences.bin";
const SPANS: &str = "model/spans.bin";

/// The rules of a folder, or the ones that are built in.
pub(crate) fn chosen(folder: Option<&Path>) -> anyhow::Result<Arc<Rules>> {
    match folder {
        Some(folder) => read(folder).map(Arc::new),
        None => Ok(Rules::built_in()),
    }
}

/// Reads the rules of a folder. Every file of the built-in rules has to be there, and no other: a file that is misspelt must not be missed.
fn read(folder: &Path) -> anyhow::Result<Rules> {
    let names: Vec<&str> = Rules::files().map(|(name, _)| name).collect();
    let mut strange = files_of(folder)?;
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let path = folder.join(name).with_extension("toml");
        strange.remove(&path);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("the rules in {} can't be read", path.display()))?;
        files.push((name, text));
    }
    if let Some(path) = strange.first() {
        bail!("nobody reads {}; is the name right?", path.display());
    }
    let model = |name| {
        let path = folder.join(name);
        let unreadable = || format!("the model in {} can't be read", path.display());
        std::fs::read(&path).with_context(unreadable)
    };
    let models = Models {
        sentences: model(SENTENCES)?.into(),
        spans: model(SPANS)?.into(),
    };
    let files = files.iter().map(|(name, text)| (*name, text.as_str()));
    Rules::read(files, models).with_context(|| format!("the rules in {}", folder.display()))
}

/// The `.toml` files of a folder and the folders in it.
fn files_of(folder: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let unreadable = || format!("the folder {} can't be read", folder.display());
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.is_dir() {
            files.append(&mut files_of(&path)?);
        } else if path.extension() == Some(OsStr::new("toml")) {
            files.insert(path);
        }
    }
    Ok(files)
}

/// Writes the built-in rules into a folder that is empty or new.
pub(crate) fn write(folder: &Path) -> anyhow::Result<()> {
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    ensure!(
        is_empty,
        "there is something in {} already",
        folder.display()
    );
    let put = |name: &Path, bytes: &[u8]| {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, bytes))
            .with_context(|| format!("{} can't be written", path.display()))
    };
    for (name, text) in Rules::files() {
        put(&Path::new(name).with_extension("toml"), text.as_bytes())?;
    }
    let models = Rules::models();
    put(Path::new(SENTENCES), &models.sentences)?;
    put(Path::new(SPANS), &models.spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_were_written_out_are_those_that_are_built_in() {
        let folder = tempfile::TempDir::new().unwrap();
        write(folder.path()).unwrap();
        let rules = chosen(Some(folder.path())).unwrap();
        assert_eq!(rules.version(), Rules::built_in().version());
        assert!(
            write(folder.path())
                .unwrap_err()
                .to_string()
                .contains("already")
        );
    }

    #[test]
    fn a_folder_with_a_file_too_few_or_too_many_is_refused_by_its_name() {
        let folder = tempfile::TempDir::new().unwrap();
        write(folder.path()).unwrap();
        std::fs::write(folder.path().join("es/dangers.toml"), "").unwrap();
        let refused = format!("{:#}", chosen(Some(folder.path())).unwrap_err());
        assert!(refused.contains("dangers.toml"), "{refused}");
        std::fs::remove_file(folder.path().join("es/dangers.toml")).unwrap();
        std::fs::remove_file(folder.path().join("eu/danger.toml")).unwrap();
        let refused = format!("{:#}", chosen(Some(folder.path())).unwrap_err());
        assert!(refused.contains("eu/danger.toml"), "{refused}");
    }
}
