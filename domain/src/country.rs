//! Countries, as far as rules differ between them. Which rule holds where is in the rules' own files.

use std::fmt;

/// A country by its ISO 3166-1 code of two letters. Whether there is such a country is not asked: rules have an answer
/// for one that they don't know.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

/// Why a text is no country's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a country is written as two letters, such as ES")]
pub struct CountryError;

impl Country {
    /// The first centre's.
    pub const SPAIN: Self = Self(*b"ES");

    /// Reads a code; small letters count as capitals.
    pub fn parse(text: &str) -> Result<Self, CountryError> {
        match text.trim().as_bytes() {
            &[one, two] if one.is_ascii_alphabetic() && two.is_ascii_alphabetic() => {
                Ok(Self([one.to_ascii_uppercase(), two.to_ascii_uppercase()]))
            }
            _ => Err(CountryError),
        }
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_letters() {
        for text in ["ES", "es", " eS "] {
            assert_eq!(Country::parse(text), Ok(Country::SPAIN), "{text}");
        }
        for text in ["", "E", "ESP", "E1", "ñ", "España", "E "] {
            assert_eq!(Country::parse(text), Err(CountryError), "{text}");
        }
        assert_eq!(Country::SPAIN.to_string(), "ES");
    }
}
