//! The name that somebody signs in with. Nobody else sees it; what others see is the pen name.

use std::fmt;

use super::TextError;
use super::rules::Rules;

/// A sign-in name: lower-case ASCII letters, digits, `.`, `_` and `-`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Login(String);

impl Login {
    /// The fewest characters.
    pub const LEAST_CHARACTERS: usize = 3;
    /// The most that fits.
    pub const LIMIT_CHARACTERS: usize = 40;

    const RULES: Rules = Rules::line(Self::LEAST_CHARACTERS, Self::LIMIT_CHARACTERS);

    /// Reads a login in either case; a stored one comes back unchanged.
    pub fn parse(given: &str) -> Result<Self, TextError> {
        let mut login = Self::RULES.apply(given)?;
        login.make_ascii_lowercase();
        match login.chars().find(|character| !is_allowed(*character)) {
            None => Ok(Self(login)),
            Some(character) => Err(TextError::NotAllowed { character }),
        }
    }

    /// The login in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn is_allowed(character: char) -> bool {
    matches!(character, 'a'..='z' | '0'..='9' | '.' | '_' | '-')
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Unit;

    #[test]
    fn a_login_is_read_in_either_case_and_without_the_spaces_around_it() {
        for given in [
            "ana.lopez-2_x",
            "ANA.Lopez-2_X",
            " ana.lopez-2_x\r\n",
            "ana\u{200B}.lopez-2_x",
        ] {
            assert_eq!(
                Login::parse(given).unwrap().as_str(),
                "ana.lopez-2_x",
                "{given:?}"
            );
        }
    }

    #[test]
    fn a_login_has_3_to_40_plain_characters() {
        let not_allowed = |character| Some(TextError::NotAllowed { character });
        let edges = [
            ("", Some(TextError::Empty)),
            ("ab", Some(TextError::TooShort { least: 3 })),
            ("abc", None),
            (&"a".repeat(40), None),
            (
                &"a".repeat(41),
                Some(TextError::TooLong {
                    most: 40,
                    actual: 41,
                    unit: Unit::Characters,
                }),
            ),
            ("ana lopez", not_allowed(' ')),
            ("begoña", not_allowed('ñ')),
            ("ana@lopez", not_allowed('@')),
            ("аna", not_allowed('а')),
            ("ａｎａ", not_allowed('ａ')),
        ];
        for (given, expected) in edges {
            assert_eq!(Login::parse(given).err(), expected, "{given:?}");
        }
    }

    #[test]
    fn a_login_does_not_print() {
        assert_eq!(format!("{:?}", Login::parse("ana").unwrap()), "Login(..)");
    }
}
