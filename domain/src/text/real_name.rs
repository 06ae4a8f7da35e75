//! The real name of a person. It is sealed wherever it is kept, and never printed.

use std::fmt;

use super::TextError;
use super::rules::Rules;

/// A real name: one line. Its `Debug` prints nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RealName(String);

impl RealName {
    /// The most that fits.
    pub const LIMIT_CHARACTERS: usize = 100;

    const RULES: Rules = Rules::line(1, Self::LIMIT_CHARACTERS);

    /// Normalises a given name.
    pub fn parse(given: &str) -> Result<Self, TextError> {
        Self::RULES.apply(given).map(Self)
    }

    /// The normalised name, for sealing it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RealName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RealName(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_name_is_one_line_and_does_not_print() {
        let name = RealName::parse("  Ana  María Núñez ").unwrap();
        assert_eq!(name.reveal(), "Ana María Núñez");
        assert_eq!(format!("{name:?}"), "RealName(..)");
        assert!(RealName::parse("").is_err());
        assert!(RealName::parse(&"a".repeat(101)).is_err());
    }
}
