//! The keys of the vault: numbered master keys, the newest of which wraps, and the key of blind indices. Where they are
//! kept is decided outside.

use zeroize::Zeroizing;

/// One master key.
#[derive(Clone)]
pub struct MasterKey {
    /// Its number; a newer key has a higher one. Stored beside what it wraps.
    pub number: i32,
    /// The key.
    pub secret: Zeroizing<[u8; 32]>,
}

/// Every key of the vault. Prints nothing.
#[derive(Clone)]
pub struct VaultKeys {
    newest: MasterKey,
    older: Vec<MasterKey>,
    index: Zeroizing<[u8; 32]>,
}

/// Why keys can't be used together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultKeysError {
    /// There is none.
    #[error("a vault needs a master key")]
    None,
    /// Two have the same number.
    #[error("two master keys have the number {0}")]
    Twice(i32),
}

impl VaultKeys {
    /// Keys in any order. `index` finds addresses again without opening them, and is never changed.
    pub fn new(
        mut masters: Vec<MasterKey>,
        index: Zeroizing<[u8; 32]>,
    ) -> Result<Self, VaultKeysError> {
        masters.sort_unstable_by_key(|key| key.number);
        let twice = masters
            .iter()
            .zip(masters.iter().skip(1))
            .find(|(one, other)| one.number == other.number);
        if let Some((key, _)) = twice {
            return Err(VaultKeysError::Twice(key.number));
        }
        let newest = masters.pop().ok_or(VaultKeysError::None)?;
        Ok(Self {
            newest,
            older: masters,
            index,
        })
    }

    /// The key that wraps.
    pub const fn newest(&self) -> &MasterKey {
        &self.newest
    }

    /// The key of a number.
    pub(super) fn numbered(&self, number: i32) -> Option<&MasterKey> {
        std::iter::once(&self.newest)
            .chain(&self.older)
            .find(|key| key.number == number)
    }

    pub(super) fn index(&self) -> &[u8; 32] {
        &self.index
    }
}

impl std::fmt::Debug for VaultKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKeys(..)")
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKey({})", self.number)
    }
}
