//! Files that only their owner may read: the data folder, the keys, the demo's accounts.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;

use crate::random;

/// Makes a folder that only its owner may enter, with the folders above it; one that exists stays as it is.
pub(crate) fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .with_context(|| format!("the folder {} can't be made", folder.display()))
}

/// Whether others than the owner may read the file or enter the folder.
pub(crate) fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    #[cfg(unix)]
    let open = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0;
    #[cfg(not(unix))]
    let open = metadata.is_symlink();
    open
}

/// Makes a new file that only its owner may read, with its content; a file that exists is never touched.
pub(crate) fn create_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = open_new(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if let Err(error) = written {
        drop(file);
        fs::remove_file(path)?;
        return Err(error);
    }
    sync_folder_of(path)
}

/// Puts a file that only its owner may read in the place of whatever is there, whole or not at all.
pub(crate) fn replace_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", random::word()));
    create_private(&new, content)?;
    fs::rename(&new, path)?;
    sync_folder_of(path)
}

/// Makes sure that a file exists that only its owner may read.
pub(crate) fn touch_private(path: &Path) -> io::Result<()> {
    match open_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

fn open_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the name of a new file survive a power cut too.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_private_folder_and_its_files_are_for_their_owner_only() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        make_private_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
        let file = folder.join("keys");
        create_private(&file, b"one").unwrap();
        assert_eq!(mode(&file), 0o600);
        replace_private(&file, b"two").unwrap();
        assert_eq!(mode(&file), 0o600);
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_exists_is_never_written_over_by_a_new_one() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("keys");
        create_private(&file, b"one").unwrap();
        let again = create_private(&file, b"two");
        assert_eq!(again.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        touch_private(&file).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"one");
    }
}
