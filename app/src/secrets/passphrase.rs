//! Passphrases and their hashes: argon2id with OWASP's parameters, on threads of their own, bounded in number.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::strength::{Breached, WeakPassphrase, withstands_guessing};
use crate::Internal;
use crate::source::{random_bytes, random_word};
use crate::threads::Threads;

/// How many wait for each thread that hashes: four classes that sign in at once, of whom the last waits two seconds.
const LINE: usize = 128;

/// What people are told to try again later.
const WHAT: &str = "signing in";

/// What somebody signs in with. 10 to 200 characters; its `Debug` prints nothing.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// Why a new passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Too easy to guess.
    #[error("a passphrase has at least {} characters", Passphrase::SHORTEST)]
    TooShort,
    /// More than anybody types.
    #[error("a passphrase has at most {} characters", Passphrase::LONGEST)]
    TooLong,
}

impl Passphrase {
    /// The fewest characters of a new passphrase.
    pub const SHORTEST: usize = 10;
    /// The most characters.
    pub const LONGEST: usize = 200;

    /// Takes a new passphrase, as somebody chose it.
    pub fn parse(given: &str) -> Result<Self, PassphraseError> {
        match given.chars().take(Self::LONGEST.saturating_add(1)).count() {
            0..Self::SHORTEST => Err(PassphraseError::TooShort),
            Self::SHORTEST..=Self::LONGEST => Ok(Self(Zeroizing::new(given.to_owned()))),
            _ => Err(PassphraseError::TooLong),
        }
    }

    /// A random passphrase of four groups of five letters, 100 bits.
    pub fn generate() -> Self {
        let groups: [String; 4] = std::array::from_fn(|_| random_word::<5>());
        Self(Zeroizing::new(groups.join("-")))
    }

    /// The passphrase itself, for the person whose it is and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// How expensive a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hashing {
    /// OWASP's parameters for argon2id: 19 MiB, two passes. About 20 ms of a core.
    Owasp,
    /// As cheap as the algorithm allows. For tests, where nobody attacks.
    CheapForTests,
}

impl Hashing {
    fn argon2(self) -> Result<Argon2<'static>, Internal> {
        let (memory, passes) = match self {
            Self::Owasp => (19_456, 2),
            Self::CheapForTests => (Params::MIN_M_COST, Params::MIN_T_COST),
        };
        let params = Params::new(memory, passes, 1, None).map_err(hash_error)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

fn hash_error(error: impl std::fmt::Display) -> Internal {
    Internal::Hash(error.to_string())
}

/// Hashes and compares passphrases, never more at once than half the cores.
pub(crate) struct Passphrases {
    hashing: Hashing,
    breached: Option<Breached>,
    threads: Threads,
}

impl Passphrases {
    pub(crate) fn new(hashing: Hashing, breached: Option<Breached>, cores: usize) -> Self {
        Self {
            hashing,
            breached,
            threads: Threads::new((cores / 2).max(1), LINE),
        }
    }

    /// Whether a new passphrase withstands guessing by somebody who knows `about` its owner.
    pub(crate) async fn judge(
        &self,
        passphrase: Passphrase,
        about: Vec<String>,
    ) -> Result<Result<(), WeakPassphrase>, Internal> {
        let breached = self.breached.clone();
        self.on_thread(move || {
            if !withstands_guessing(&passphrase, &about) {
                return Ok(Err(WeakPassphrase::Guessable));
            }
            match breached.map(|list| list.holds(&passphrase)) {
                None | Some(Ok(false)) => Ok(Ok(())),
                Some(Ok(true)) => Ok(Err(WeakPassphrase::Breached)),
                Some(Err(error)) => Err(Internal::Breached(error)),
            }
        })
        .await
    }

    /// The hash of a passphrase, as a PHC string.
    pub(crate) async fn hash(&self, passphrase: Passphrase) -> Result<String, Internal> {
        let hashing = self.hashing;
        self.on_thread(move || make_hash(hashing, passphrase.reveal()))
            .await
    }

    /// Whether `given` is the passphrase behind `stored`. Without a stored hash it takes the same time and says no,
    /// so that nobody learns which logins exist.
    pub(crate) async fn verify(
        &self,
        given: Zeroizing<String>,
        stored: Option<String>,
    ) -> Result<bool, Internal> {
        let hashing = self.hashing;
        self.on_thread(move || match stored {
            None => {
                make_hash(hashing, &given)?;
                Ok(false)
            }
            Some(stored) => {
                let parsed = PasswordHash::new(&stored).map_err(hash_error)?;
                Ok(hashing
                    .argon2()?
                    .verify_password(given.as_bytes(), &parsed)
                    .is_ok())
            }
        })
        .await
    }

    /// Runs `work` on a thread of its own.
    async fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Internal> + Send + 'static,
    ) -> Result<T, Internal> {
        self.threads.turn(WHAT).await?.run(WHAT, work).await?
    }
}

fn make_hash(hashing: Hashing, passphrase: &str) -> Result<String, Internal> {
    let salt = random_bytes::<16>();
    hashing
        .argon2()?
        .hash_password_with_salt(passphrase.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(hash_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_right_passphrase_fits_and_an_unknown_login_never_does() {
        let passphrases = Passphrases::new(Hashing::CheapForTests, None, 2);
        let chosen = Passphrase::parse("la casa azul del puerto").unwrap();
        let hash = passphrases.hash(chosen).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"));
        let verify = |text, stored| passphrases.verify(given(text), stored);
        assert!(
            verify("la casa azul del puerto", Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!verify("la casa verde", Some(hash)).await.unwrap());
        assert!(!verify("la casa azul del puerto", None).await.unwrap());
    }

    #[tokio::test]
    async fn production_hashes_name_the_parameters_of_owasp() {
        let hash = make_hash(Hashing::Owasp, "la casa azul").unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }

    #[test]
    fn a_passphrase_has_a_length_and_does_not_print() {
        assert_eq!(
            Passphrase::parse("short").unwrap_err(),
            PassphraseError::TooShort
        );
        let long = "x".repeat(201);
        assert_eq!(
            Passphrase::parse(&long).unwrap_err(),
            PassphraseError::TooLong
        );
        let made = Passphrase::generate();
        assert_eq!(made.reveal().len(), 23);
        assert_eq!(format!("{made:?}"), "Passphrase(..)");
    }
}
