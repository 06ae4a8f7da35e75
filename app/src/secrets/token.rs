//! Session tokens: random, opaque, and only their hash is stored.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::source::random_bytes;

/// What every token begins with, so that one that leaked is recognised by scanners.
const PREFIX: &str = "alt_";

/// The proof of a session. Its `Debug` prints nothing of it.
pub struct Token(Zeroizing<String>);

impl Token {
    pub(crate) fn generate() -> Self {
        let random = Zeroizing::new(random_bytes::<32>());
        let text = BASE64_URL_SAFE_NO_PAD.encode(random.as_slice());
        Self(Zeroizing::new(format!("{PREFIX}{text}")))
    }

    /// The token itself, for the person who signed in and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The hash that stands for a presented token, or `None` for what can't be one.
pub(crate) fn token_hash(presented: &str) -> Option<[u8; 32]> {
    let encoded = presented.strip_prefix(PREFIX)?;
    (encoded.len() == 43).then(|| Sha256::digest(presented.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_random_and_does_not_print() {
        let (one, other) = (Token::generate(), Token::generate());
        assert_ne!(one.reveal(), other.reveal());
        assert!(token_hash(one.reveal()).is_some());
        assert_ne!(token_hash(one.reveal()), token_hash(other.reveal()));
        assert_eq!(format!("{one:?}"), "Token(..)");
    }

    #[test]
    fn what_is_no_token_is_not_hashed() {
        for given in ["", "alt_", "alt_short", "Bearer x", &"a".repeat(47)] {
            assert_eq!(token_hash(given), None, "{given}");
        }
    }
}
