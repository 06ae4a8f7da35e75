//! The keys of an installation, in a file that only its owner may read. Without them nobody's real identity can be
//! opened and every id that clients hold is void, so they are made once, and never again for a database that has accounts.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use app::secrets::{MasterKey, VaultKeys};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{files, random};

/// The longest file that is read: a key has about 100 bytes, and there are never many.
const LONGEST: u64 = 16_384;
const SECRET: usize = 32;
const IDS: usize = api::seal::KEY_BYTES;

/// The keys. They print nothing and are wiped from memory when they are dropped.
pub(crate) struct Keys {
    /// Seals who somebody really is.
    pub(crate) vault: VaultKeys,
    /// Seals ids and cursors.
    pub(crate) ids: Zeroizing<[u8; IDS]>,
    masters: Vec<MasterKey>,
    index: Zeroizing<[u8; SECRET]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    ids: String,
    index: String,
    vault: Vec<StoredMaster>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredMaster {
    number: i32,
    key: String,
}

impl Keys {
    fn of(
        masters: Vec<MasterKey>,
        index: Zeroizing<[u8; SECRET]>,
        ids: Zeroizing<[u8; IDS]>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            vault: VaultKeys::new(masters.clone(), index.clone())?,
            ids,
            masters,
            index,
        })
    }

    /// Whether these are the same keys for ids, addresses and the newest identities.
    pub(crate) fn are(&self, other: &Self) -> bool {
        let newest = |keys: &Self| keys.vault.newest().secret.clone();
        self.ids == other.ids && self.index == other.index && newest(self) == newest(other)
    }

    /// The same keys and a new master key.
    pub(crate) fn with_new_master(&self) -> anyhow::Result<Self> {
        let newest = self.vault.newest().number;
        let number = newest.checked_add(1).context("there is no number left")?;
        let mut masters = self.masters.clone();
        masters.push(new_master(number));
        Self::of(masters, self.index.clone(), self.ids.clone())
    }

    /// The same keys with the newest master key alone.
    pub(crate) fn with_newest_master(&self) -> anyhow::Result<Self> {
        let newest = self.vault.newest().clone();
        Self::of(vec![newest], self.index.clone(), self.ids.clone())
    }

    /// The numbers of the master keys.
    pub(crate) fn numbers(&self) -> Vec<i32> {
        self.masters.iter().map(|master| master.number).collect()
    }

    fn to_text(&self) -> Zeroizing<String> {
        let encode = |bytes: &[u8]| Zeroizing::new(BASE64_STANDARD.encode(bytes));
        let mut text = Zeroizing::new(format!(
            "# The keys of this installation of Altavoz. Whoever has them and the database can read who people really are;\n\
             # whoever loses them can't any more. Keep a copy in a safe place, apart from copies of the database.\n\
             ids = \"{}\"\nindex = \"{}\"\n",
            encode(self.ids.as_slice()).as_str(),
            encode(self.index.as_slice()).as_str(),
        ));
        for master in &self.masters {
            let key = encode(master.secret.as_slice());
            let table = format!("\n[[vault]]\nnumber = {}\nkey = \"", master.number);
            for part in [table.as_str(), key.as_str(), "\"\n"] {
                text.push_str(part);
            }
        }
        text
    }
}

fn new_master(number: i32) -> MasterKey {
    let mut secret = Zeroizing::new([0; SECRET]);
    random::fill(secret.as_mut_slice());
    MasterKey { number, secret }
}

/// Keeps other commands in the same data folder from changing the keys until it is dropped. Taken before the keys are
/// read, so that nobody writes what they read before somebody else changed it.
pub(crate) fn alone(folder: &Path) -> anyhow::Result<Option<File>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let path = folder.join("keys.lock");
    let told = || format!("{} can't be used", path.display());
    files::touch_private(&path).with_context(told)?;
    let file = File::open(&path).with_context(told)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            bail!("another command is changing the keys; wait until it has ended")
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(told),
    }
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
        bail!("`ids`, `index` and at least one `vault` are expected, and nothing else");
    };
    let (ids, index) = (Zeroizing::new(stored.ids), Zeroizing::new(stored.index));
    let mut masters = Vec::with_capacity(stored.vault.len());
    for StoredMaster { number, key } in stored.vault {
        let secret = decode(&Zeroizing::new(key)).with_context(|| {
            format!("the key with number {number} has to be 32 bytes in base64")
        })?;
        masters.push(MasterKey { number, secret });
    }
    Keys::of(
        masters,
        decode(&index).context("`index` has to be 32 bytes in base64")?,
        decode(&ids).context("`ids` has to be 64 bytes in base64")?,
    )
}

fn decode<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).ok()?);
    let key: [u8; N] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(key))
}

/// Reads keys that the configuration holds itself.
pub(crate) fn read(text: &str) -> anyhow::Result<Keys> {
    parse(text).context("`keys` (ALTAVOZ_KEYS) has to hold what keys.toml holds")
}

/// Makes new keys and stores them. A file that exists is never written over.
pub(crate) fn create(path: &Path) -> anyhow::Result<Keys> {
    let mut index = Zeroizing::new([0; SECRET]);
    let mut ids = Zeroizing::new([0; IDS]);
    random::fill(index.as_mut_slice());
    random::fill(ids.as_mut_slice());
    let keys = Keys::of(vec![new_master(1)], index, ids)?;
    let text = keys.to_text();
    match files::create_private(path, text.as_bytes()) {
        Ok(()) => Ok(keys),
        // Another process was faster, and its keys count.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            load(path)?.with_context(|| format!("{} vanished", path.display()))
        }
        Err(error) => Err(error).with_context(|| format!("{} can't be made", path.display())),
    }
}

/// Keeps a copy of keys beside the file before one of them goes from it, and tells where.
pub(crate) fn retire(path: &Path, keys: &Keys) -> anyhow::Result<PathBuf> {
    let newest = keys.vault.newest().number;
    let copy = path.with_file_name(format!("keys.before-{newest}.toml"));
    files::replace_private(&copy, keys.to_text().as_bytes())
        .with_context(|| format!("{} can't be written", copy.display()))?;
    Ok(copy)
}

/// Puts keys in the place of those in the file.
pub(crate) fn replace(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    files::replace_private(path, keys.to_text().as_bytes())
        .with_context(|| format!("{} can't be written", path.display()))
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
        let secret = |keys: &Keys| keys.vault.newest().secret.clone();
        assert_ne!(*secret(&made), [0; 32]);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let read = load(&path).unwrap().unwrap();
        assert!(secret(&read) == secret(&made) && read.ids == made.ids);
        assert!(read.index == made.index);
        let again = create(&path).unwrap();
        assert!(secret(&again) == secret(&made), "keys are made once");
    }

    #[test]
    fn a_new_master_key_comes_beside_the_old_one_and_then_takes_its_place() {
        let place = tempfile::tempdir().unwrap();
        let path = path_in(place.path());
        let old = create(&path).unwrap();
        let both = old.with_new_master().unwrap();
        replace(&path, &both).unwrap();
        let read = load(&path).unwrap().unwrap();
        assert_eq!(read.numbers(), [1, 2]);
        assert_eq!(read.vault.newest().number, 2);
        replace(&path, &read.with_newest_master().unwrap()).unwrap();
        let read = load(&path).unwrap().unwrap();
        assert_eq!(read.numbers(), [2]);
        assert!(read.ids == old.ids && read.index == old.index);
        assert!(read.vault.newest().secret == both.vault.newest().secret);
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
            format!("{whole}\n[[vault]]\nnumber = 1\nkey = \"{secret}\""),
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
