//! The name of a group or a topic. Coordinators write it, everybody may read it.

use std::fmt;

use super::TextError;
use super::rules::Rules;

/// The name of a group or a topic: one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label(String);

impl Label {
    /// The most that fits.
    pub const LIMIT_CHARACTERS: usize = 60;

    const RULES: Rules = Rules::line(1, Self::LIMIT_CHARACTERS);

    /// Takes a name that was kept before.
    pub fn from_stored(stored: String) -> Result<Self, TextError> {
        Self::RULES.kept(stored).map(Self)
    }

    /// Normalises a given text; a stored one comes back unchanged.
    pub fn parse(given: &str) -> Result<Self, TextError> {
        Self::RULES.apply(given).map(Self)
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Unit;

    #[test]
    fn a_label_is_one_line_of_up_to_60_characters() {
        assert_eq!(
            Label::parse("  Grupo\n de   Vigo ").unwrap().to_string(),
            "Grupo de Vigo"
        );
        assert_eq!(
            Label::parse(&"ç".repeat(60)).unwrap().as_str(),
            "ç".repeat(60)
        );
        assert_eq!(
            Label::parse(&"ç".repeat(61)),
            Err(TextError::TooLong {
                most: 60,
                actual: 61,
                unit: Unit::Characters
            })
        );
        assert_eq!(Label::parse("\u{200B}"), Err(TextError::Empty));
    }
}
