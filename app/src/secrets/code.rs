//! Codes that work once: in the link to set up, in invitations, and in links to guardians. Only their hashes are stored.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::source::{random_word, readable};

/// A proof of 26 letters and digits, 130 bits, that works once. Its `Debug` prints nothing.
#[derive(Clone)]
pub struct OneTimeCode(Zeroizing<String>);

/// What a code that is made from a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeFor {
    /// An invitation.
    Invitation,
    /// A link to a guardian.
    GuardianLink,
    /// A forgotten passphrase.
    Passphrase,
    /// The invitation of an adult.
    AdultInvitation,
    /// An address for mail.
    MailAddress,
    /// A comment without an account.
    CommentReceipt,
}

impl CodeFor {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitations.code",
            Self::GuardianLink => "guardian_links.code",
            Self::Passphrase => "acts_for_two.code",
            Self::MailAddress => "address_proofs.code",
            Self::CommentReceipt => "comment_receipts.code",
            Self::AdultInvitation => "adult_invitations.code",
        }
    }
}

impl OneTimeCode {
    const LETTERS: usize = 26;

    /// A random code.
    pub(crate) fn generate() -> Self {
        Self(Zeroizing::new(random_word::<{ Self::LETTERS }>()))
    }

    /// A new recovery code: 80 random bits, to be typed from paper.
    pub(crate) fn for_recovery() -> Self {
        Self(Zeroizing::new(random_word::<16>()))
    }

    /// The code that 32 bytes nobody can guess make.
    pub(super) fn of_bytes(bytes: &[u8; 32]) -> Self {
        let some = bytes.iter().take(Self::LETTERS).copied();
        Self(Zeroizing::new(readable(some)))
    }

    /// Takes what somebody presents; spaces around it, hyphens, and capitals don't count.
    pub fn presented(given: &str) -> Self {
        // More than a code with all its hyphens is none.
        let letters = given.trim().chars().take(2 * Self::LETTERS);
        let letters = letters.filter(|letter| *letter != '-' && !letter.is_whitespace());
        Self(Zeroizing::new(
            letters.map(|letter| letter.to_ascii_lowercase()).collect(),
        ))
    }

    /// The code itself, for the person whom it is for and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_long_random_and_does_not_print() {
        let (one, other) = (OneTimeCode::generate(), OneTimeCode::generate());
        assert_eq!(one.reveal().len(), OneTimeCode::LETTERS);
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(format!("{one:?}"), "OneTimeCode(..)");
    }

    #[test]
    fn a_code_is_the_same_however_it_was_typed() {
        let code = OneTimeCode::generate();
        let (half, rest) = code.reveal().split_at(13);
        let typed = format!(" {}-{}\n", half.to_uppercase(), rest);
        assert_eq!(OneTimeCode::presented(&typed).hash(), code.hash());
        let longer = format!("{}x", code.reveal());
        assert_ne!(OneTimeCode::presented(&longer).hash(), code.hash());
    }
}
