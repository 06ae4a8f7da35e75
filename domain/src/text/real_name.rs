//! The real name of a person. It is sealed wherever it is kept, and never printed.

use std::fmt;

use super::rules::Rules;
use super::{PenName, TextError, skeleton};

/// The fewest letters of a part of a name that says who somebody is.
const TELLING: usize = 3;
/// From so many letters on a part tells also where it stands inside a longer word; with one less, at its beginning or end.
const TELLING_INSIDE: usize = 5;
/// What stands between the parts of many names and tells nothing.
const BETWEEN: [&str; 8] = ["del", "das", "dos", "las", "los", "san", "van", "von"];

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

    /// Whether somebody who has this name could be known by a pen name: it has a part of the name in it, accents and case apart.
    pub fn is_told_by(&self, pen_name: &PenName) -> bool {
        let whole = pen_name.skeleton();
        let words = set_apart(pen_name.as_str());
        let words: Vec<String> = parts(&words).map(skeleton::of).collect();
        let is_told = |part: &str| {
            let own = skeleton::of(part);
            match part.chars().count() {
                ..TELLING => false,
                TELLING => words.contains(&own),
                TELLING_INSIDE.. => whole.contains(&own),
                _ => words
                    .iter()
                    .any(|word| word.starts_with(&own) || word.ends_with(&own)),
            }
        };
        parts(&self.0).any(is_told)
    }
}

/// A name with a space before each capital letter that follows a small one, as in `SoyLuis`.
fn set_apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len());
    let mut was_small = false;
    for letter in name.chars() {
        if was_small && letter.is_uppercase() {
            apart.push(' ');
        }
        was_small = letter.is_lowercase();
        apart.push(letter);
    }
    apart
}

/// The parts of a name that may tell whose it is.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_alphabetic())
        .filter(|part| !BETWEEN.contains(&part.to_lowercase().as_str()))
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

    #[test]
    fn a_pen_name_that_has_a_part_of_the_name_in_it_tells_it() {
        let name = RealName::parse("Irati del Mar Núñez Ó Brien").unwrap();
        let told = |pen_name: &str| name.is_told_by(&PenName::parse(pen_name).unwrap());
        for pen_name in [
            "Irati",
            "irati M.",
            "IratiM",
            "la nunez",
            "Mar de fondo",
            "Supernunez",
            "SoyIrati",
            "brien-7",
        ] {
            assert!(told(pen_name), "{pen_name}");
        }
        for pen_name in [
            "Zarza Azul",
            "Faro del Sur",
            "Marea",
            "Bit y Medio",
            "Ojo de pez",
        ] {
            assert!(!told(pen_name), "{pen_name}");
        }
    }

    #[test]
    fn short_first_names_tell_also_where_they_are_glued_to_another_word() {
        let told = |name: &str, pen_name: &str| {
            let name = RealName::parse(name).unwrap();
            name.is_told_by(&PenName::parse(pen_name).unwrap())
        };
        assert!(told("Luis Gil", "SoyLuis") && told("Luis Gil", "LuisGamer"));
        assert!(told("Noa Prieto", "NoaPro") && told("Hugo Sanz", "hugo2012"));
        assert!(!told("Noa Prieto", "Noamar") && !told("Luis Gil", "Diluisante"));
    }
}
