//! An address for mail. It is sealed wherever it is kept, and never printed.

use std::fmt;

use lettre::Address;

/// An address for mail, its domain in small letters. Its `Debug` prints nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why a text is no address for mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an address for mail looks like name@example.org")]
pub struct EmailAddressError;

impl EmailAddress {
    /// The most bytes that an address has (RFC 5321, section 4.5.3.1.3, without the brackets).
    pub const LONGEST: usize = 254;

    /// Takes an address that somebody gives. It has to have a domain with a dot in it.
    pub fn parse(given: &str) -> Result<Self, EmailAddressError> {
        let given = given.trim();
        if given.len() > Self::LONGEST {
            return Err(EmailAddressError);
        }
        let address: Address = given.parse().map_err(|_address| EmailAddressError)?;
        let domain = address.domain().to_ascii_lowercase();
        if !domain.contains('.') || domain.starts_with('[') {
            return Err(EmailAddressError);
        }
        Ok(Self(format!("{}@{domain}", address.user())))
    }

    /// Whether both are read by the same person, as far as letters tell.
    pub fn is_same_mailbox(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// The address, for sealing it and for sending mail to it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain_and_does_not_print() {
        let address = EmailAddress::parse(" Ana.Ruiz@Example.ORG ").unwrap();
        assert_eq!(address.reveal(), "Ana.Ruiz@example.org");
        assert_eq!(format!("{address:?}"), "EmailAddress(..)");
        let long = format!("{}@example.org", "a".repeat(250));
        for none in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@localhost",
            "a b@example.org",
            "ana@[127.0.0.1]",
            "ana@example.org\r\nBcc: x@example.org",
            &long,
        ] {
            assert_eq!(EmailAddress::parse(none), Err(EmailAddressError), "{none}");
        }
    }
}
