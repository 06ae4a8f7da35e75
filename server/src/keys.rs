//! The keys of an installation, in a file that only its owner may read. Without them birth dates can't be opened and
//! every id that clients hold is void, so they are made once, and never again for a database that has accounts.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{files, random};

/// The longest file that is read: both keys and a comment have about 400 bytes.
const LONGEST: u64 = 4_096;
const VAULT: usize = 32;
const IDS: usize = api::seal::KEY_BYTES;

/// The keys. They print nothing and are wiped from memory when they are dropped.
pub(crate) struct Keys {
    /// Encrypts what is encrypted at rest.
    pub(crate) vault: Zeroizing<[u8; VAULT]>,
    /// Seals ids and cursors.
    pub(crate) ids: Zeroizing<[u8; IDS]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    vault: String,
    ids: String,
}

/// The file with the keys in a data folder.
pub(crate) fn path_in(folder: &Path) -> PathBuf {
    folder.join("keys.toml")
}

/// Reads the keys; `None` when there is no file.
pub(crate) fn load(path: &Path) -> anyhow::Result<Option<Keys>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("{} can't be read", path.display()));
        }
    };
    // The open file is asked, not its name: nobody can put another one in its place in between.
    let metadata = file
        .metadata()
        .with_context(|| format!("{} can't be read", path.display()))?;
    ensure!(
        !files::is_open_to_others(&metadata),
        "{} can be read by others than its owner, so the keys in it may be known; \
         if nobody else uses this machine, run: chmod 600 {}",
        path.display(),
        path.display()
    );
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST)
        .read_to_string(&mut text)
        .with_context(|| format!("{} can't be read", path.display()))?;
    let keys = parse(&text).with_context(|| {
        format!(
            "{} is damaged; put the copy back that you keep of it",
            path.display()
        )
    })?;
    Ok(Some(keys))
}

fn parse(text: &str) -> anyhow::Result<Keys> {
    // The reader's own message quotes the line it stumbled over.
    let Ok(stored) = toml::from_str::<Stored>(text) else {
        bail!("`vault` and `ids` are expected, and nothing else");
    };
    let (vault, ids) = (Zeroizing::new(stored.vault), Zeroizing::new(stored.ids));
    Ok(Keys {
        vault: decode(&vault).context("`vault` has to be 32 bytes in base64")?,
        ids: decode(&ids).context("`ids` has to be 64 bytes in base64")?,
    })
}

fn decode<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).ok()?);
    let key: [u8; N] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(key))
}

/// Makes new keys and stores them. A file that exists is never written over.
pub(crate) fn create(path: &Path) -> anyhow::Result<Keys> {
    let mut keys = Keys {
        vault: Zeroizing::new([0; VAULT]),
        ids: Zeroizing::new([0; IDS]),
    };
    random::fill(keys.vault.as_mut_slice());
    random::fill(keys.ids.as_mut_slice());
    let text = Zeroizing::new(format!(
        "# The keys of this installation of Altavoz. Whoever has them and the database can read birth dates;\n\
         # whoever loses them can't any more. Keep a copy in a safe place, apart from copies of the database.\n\
         vault = \"{}\"\nids = \"{}\"\n",
        Zeroizing::new(BASE64_STANDARD.encode(keys.vault.as_slice())).as_str(),
        Zeroizing::new(BASE64_STANDARD.encode(keys.ids.as_slice())).as_str(),
    ));
    match files::create_private(path, text.as_bytes()) {
        Ok(()) => Ok(keys),
        // Another process was faster, and its keys count.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            load(path)?.with_context(|| format!("{} vanished", path.display()))
        }
        Err(error) => Err(error).with_context(|| format!("{} can't be made", path.display())),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn refused(path: &Path) -> String {
        match load(path) {
            Ok(_) => "nothing is wrong".to_owned(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn new_keys_are_random_private_and_read_back() {
        let place = tempfile::tempdir().unwrap();
        let path = path_in(place.path());
        assert!(load(&path).unwrap().is_none());
        let made = create(&path).unwrap();
        assert_ne!(*made.vault, [0; 32]);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let read = load(&path).unwrap().unwrap();
        assert!(read.vault == made.vault && read.ids == made.ids);
        let again = create(&path).unwrap();
        assert!(again.vault == made.vault, "keys are made once");
    }

    #[test]
    fn keys_that_others_may_read_are_refused() {
        let place = tempfile::tempdir().unwrap();
        let path = path_in(place.path());
        create(&path).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o644] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert!(refused(&path).contains("chmod 600"), "{mode:o}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        assert_eq!(refused(&path), "nothing is wrong");
    }

    #[test]
    fn damaged_keys_are_refused_without_quoting_them() {
        let place = tempfile::tempdir().unwrap();
        let path = path_in(place.path());
        create(&path).unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        let secret = whole.split('"').nth(1).unwrap().to_owned();
        let half: String = secret.chars().take(20).collect();
        for damaged in [
            String::new(),
            whole.replace("ids", "id"),
            whole.replace(&secret, &half),
            format!("{whole}\nvault = \"{secret}\""),
            format!("{whole}\n{secret}"),
        ] {
            fs::write(&path, damaged).unwrap();
            let told = refused(&path);
            assert!(told.contains("damaged"), "{told}");
            assert!(!told.contains(&half), "{told}");
        }
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert_ne!(refused(&path), "nothing is wrong");
    }
}
