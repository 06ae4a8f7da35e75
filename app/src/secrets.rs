//! Secrets: passphrases and their hashes, session tokens, and the vault for what is encrypted at rest.
//! Nothing here prints or stores a secret in the clear.

mod code;
mod passphrase;
mod strength;
mod token;
mod vault;

pub(crate) use code::CodeFor;
pub use code::OneTimeCode;
pub(crate) use passphrase::Passphrases;
pub use passphrase::{Hashing, Passphrase, PassphraseError};
pub use strength::{Breached, WeakPassphrase};
pub use token::Token;
pub(crate) use token::token_hash;
pub(crate) use vault::{DataKey, Field, Vault};
pub use vault::{MasterKey, VaultKeys, VaultKeysError};
