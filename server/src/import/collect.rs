//! Finding and reading the files of a folder. What can't be read is reported; links are not followed.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Files above this are refused before they are read. The longest post that can be kept has 64 KiB.
const LONGEST: u64 = 1024 * 1024;

/// A file to bring in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name in the report: the path inside the folder.
    pub(super) name: String,
}

/// A file that is not brought in, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unusable {
    /// Its name in the report.
    pub(super) name: String,
    /// Why, in plain words.
    pub(super) why: String,
}

/// Every Markdown file below `root`, in the order of their names, and what could not be looked into.
pub(super) fn files(root: &Path) -> (Vec<Found>, Vec<Unusable>) {
    let (mut found, mut unusable) = (Vec::new(), Vec::new());
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |error: &io::Error| Unusable {
            name: name(root, &folder),
            why: format!("the folder can't be read ({})", error.kind()),
        };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                unusable.push(unreadable(&error));
                continue;
            }
        };
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
                Ok((path, kind)) if kind.is_dir() => folders.push(path),
                Ok((path, _)) if !is_markdown(&path) => {}
                Ok((path, kind)) if kind.is_file() => found.push(Found {
                    name: name(root, &path),
                    path,
                }),
                Ok((path, _)) => unusable.push(Unusable {
                    name: name(root, &path),
                    why: "it is a link or no ordinary file".to_owned(),
                }),
                Err(error) => unusable.push(unreadable(&error)),
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    unusable.sort_by(|a, b| a.name.cmp(&b.name));
    (found, unusable)
}

fn name(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    if inside.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        inside.to_string_lossy().into_owned()
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

/// The text of a file, or why there is none.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let unreadable = |error: io::Error| format!("it can't be read ({})", error.kind());
    let file = File::open(path).map_err(unreadable)?;
    let too_long = || format!("it is larger than {} KiB", LONGEST / 1024);
    if file.metadata().map_err(unreadable)?.len() > LONGEST {
        return Err(too_long());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(LONGEST.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST) {
        return Err(too_long());
    }
    String::from_utf8(bytes).map_err(|_quoted| "it is no text in UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_files_are_found_in_every_folder_in_the_order_of_their_names() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        fs::create_dir_all(root.join("es/2024")).unwrap();
        for name in [
            "b.md",
            "es/2024/a.markdown",
            "es/c.MD",
            "es/photo.jpg",
            "a.txt",
        ] {
            fs::write(root.join(name), "Hola").unwrap();
        }
        let (found, unusable) = files(root);
        let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["b.md", "es/2024/a.markdown", "es/c.MD"]);
        assert_eq!(unusable, []);
    }

    #[test]
    fn what_can_not_be_read_is_reported_in_plain_words() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::write(at("latin1.md"), [b'a', 0xf1, b'o']).unwrap();
        fs::write(at("long.md"), "a".repeat(1024 * 1024 + 1)).unwrap();
        fs::write(at("fits.md"), "a".repeat(1024 * 1024)).unwrap();
        assert!(read(&at("latin1.md")).unwrap_err().contains("UTF-8"));
        assert!(read(&at("long.md")).unwrap_err().contains("1024 KiB"));
        assert!(read(&at("gone.md")).unwrap_err().contains("can't be read"));
        assert!(read(&at("fits.md")).is_ok());
        let (_, unusable) = files(&at("nowhere"));
        assert_eq!(unusable.first().map(|it| it.name.as_str()), Some("."));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let place = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/", place.path().join("all")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", place.path().join("a.md")).unwrap();
        let (found, unusable) = files(place.path());
        assert_eq!(found, []);
        assert_eq!(unusable.len(), 1);
    }
}
