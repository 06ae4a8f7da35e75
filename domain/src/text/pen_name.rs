//! The name under which a correspondent writes (SAFETY T38: no lookalikes of guides, children or the platform).
//! That two correspondents never look the same is a unique column over [`PenName::skeleton`]; that a pen name does
//! not tell who somebody is, an adult decides.

use std::fmt;

use unicode_normalization::char::is_combining_mark;
use unicode_security::{GeneralSecurityProfile, MixedScript};

use super::rules::Rules;
use super::{TextError, reserved, skeleton};

/// From this many on, digits are a telephone number.
const DIGITS_OF_A_NUMBER: usize = 6;
/// What follows the last dot of an address. Short: an adult reads every pen name.
const DOMAIN_ENDS: [&str; 24] = [
    "app", "cat", "cc", "com", "de", "es", "eu", "eus", "fr", "gal", "gg", "info", "io", "it",
    "link", "me", "net", "org", "pt", "to", "tv", "uk", "us", "xyz",
];
/// Where else an account could be.
const SERVICES: [&str; 14] = [
    "discord",
    "gmail",
    "hotmail",
    "http",
    "https",
    "insta",
    "instagram",
    "outlook",
    "snapchat",
    "telegram",
    "tiktok",
    "whatsapp",
    "www",
    "yahoo",
];

/// A pen name: letters of one script, digits, single spaces, `.`, `_` and `-`, beginning with a letter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PenName(String);

impl PenName {
    /// The fewest characters.
    pub const LEAST_CHARACTERS: usize = 3;
    /// The most that fits.
    pub const LIMIT_CHARACTERS: usize = 24;

    const RULES: Rules = Rules::line(Self::LEAST_CHARACTERS, Self::LIMIT_CHARACTERS);

    /// Reads the pen name that somebody asks for.
    pub fn parse(given: &str) -> Result<Self, TextError> {
        let name = Self::RULES.apply(given)?;
        check_characters(&name)?;
        check_script(&name)?;
        if looks_like_contact(&name) {
            return Err(TextError::LooksLikeContact);
        }
        if reserved::is_reserved(&name) {
            return Err(TextError::Reserved);
        }
        Ok(Self(name))
    }

    /// Reads a pen name that was accepted before. Lists of words and of lookalikes grow, and a name that was given
    /// must stay readable, so only its length is checked again.
    pub fn from_stored(stored: String) -> Result<Self, TextError> {
        Self::RULES.kept(stored).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the name looks like; two names with one skeleton can be taken for each other. For a unique column, never
    /// for showing.
    pub fn skeleton(&self) -> String {
        skeleton::of(&self.0)
    }
}

impl fmt::Debug for PenName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PenName(..)")
    }
}

fn check_characters(name: &str) -> Result<(), TextError> {
    if let Some(character) = name.chars().find(|it| !is_allowed(*it)) {
        return Err(TextError::NotAllowed { character });
    }
    if name.chars().next().is_some_and(is_letter) {
        Ok(())
    } else {
        Err(TextError::BeginsWithoutLetter)
    }
}

fn is_allowed(character: char) -> bool {
    skeleton::is_separator(character)
        || character.is_ascii_digit()
        || is_letter(character)
        || (is_combining_mark(character) && character.identifier_allowed())
}

/// A letter of a living script in its ordinary form: no circled, mathematical or wide ones, and none of the modifier
/// letters, which look like apostrophes.
fn is_letter(character: char) -> bool {
    character.is_alphabetic()
        && !is_combining_mark(character)
        && !matches!(character, '\u{2B0}'..='\u{2FF}')
        && character.identifier_allowed()
}

fn check_script(name: &str) -> Result<(), TextError> {
    if !name.is_single_script() {
        return Err(TextError::MixedScripts);
    }
    // a Latin letter in front mixes the scripts of every name that is not Latin
    let is_latin = format!("a{name}").is_single_script();
    if !is_latin && skeleton::lookalikes(name).is_ascii() {
        return Err(TextError::LooksLatin);
    }
    Ok(())
}

fn looks_like_contact(name: &str) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let name = name.to_lowercase();
    digits >= DIGITS_OF_A_NUMBER
        || name.split(' ').any(is_address)
        || name
            .split(skeleton::is_separator)
            .any(|word| SERVICES.contains(&word))
}

fn is_address(word: &str) -> bool {
    word.rsplit_once('.')
        .is_some_and(|(_, end)| DOMAIN_ENDS.contains(&end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{ForbiddenKind, Unit};

    fn skeleton_of(name: &str) -> String {
        PenName::parse(name).unwrap().skeleton()
    }

    #[test]
    fn names_of_all_our_languages_and_of_others_are_accepted() {
        for name in [
            "Ana",
            "Begoña",
            "Núria",
            "João",
            "Iñaki",
            "Ànnia",
            "Zoë",
            "Łucja",
            "Þóra",
            "Gato Negro",
            "luna_2010",
            "J.R.",
            "Ana-María",
            "Марина",
            "Наталья",
            "Ελένη",
            "محمد",
            "דניאל",
            "日本語",
            "さくら",
            "カタカナ君",
            "김민수",
            "प्रिया",
            "Nguyễn",
        ] {
            assert_eq!(
                PenName::parse(name).map(|it| it.as_str().to_owned()),
                Ok(name.to_owned())
            );
        }
    }

    #[test]
    fn a_pen_name_is_evened_out() {
        assert_eq!(
            PenName::parse(" Gato \t\u{200B} Negro\n").unwrap().as_str(),
            "Gato Negro"
        );
        assert_eq!(PenName::parse("Begon\u{303}a").unwrap().as_str(), "Begoña");
    }

    #[test]
    fn a_pen_name_is_refused_for_one_named_reason() {
        let not_allowed = |character| TextError::NotAllowed { character };
        let bidi = TextError::ForbiddenCharacter {
            position: 0,
            kind: ForbiddenKind::BidiControl,
        };
        let too_long = TextError::TooLong {
            most: 24,
            actual: 25,
            unit: Unit::Characters,
        };
        let refused = [
            ("  ", TextError::Empty),
            ("Al", TextError::TooShort { least: 3 }),
            ("abcdefghijklmnopqrstuvwxy", too_long),
            ("\u{202E}nimda", bidi),
            ("ʼana", not_allowed('ʼ')),
            ("Ana🎉", not_allowed('🎉')),
            ("ana@home", not_allowed('@')),
            ("ana/b", not_allowed('/')),
            ("Ⓐdmin", not_allowed('Ⓐ')),
            ("𝒜na", not_allowed('𝒜')),
            ("Ａｎａ", not_allowed('Ａ')),
            ("ﬁna", not_allowed('ﬁ')),
            ("An\u{200D}a", not_allowed('\u{200D}')),
            ("Ana\u{FE0F}", not_allowed('\u{FE0F}')),
            ("7ana", TextError::BeginsWithoutLetter),
            ("_ana", TextError::BeginsWithoutLetter),
            ("\u{301}ana", TextError::BeginsWithoutLetter),
            ("Аna", TextError::MixedScripts),
            ("Mаría", TextError::MixedScripts),
            ("Αnna", TextError::MixedScripts),
            ("сосо", TextError::LooksLatin),
            ("Сара", TextError::LooksLatin),
            ("Ανα", TextError::LooksLatin),
            ("ВОВА", TextError::LooksLatin),
            ("Luna 612345", TextError::LooksLikeContact),
            ("a6b1c2d3e4f5", TextError::LooksLikeContact),
            ("ana.com", TextError::LooksLikeContact),
            ("mi web T.ME", TextError::LooksLikeContact),
            ("insta ana_b", TextError::LooksLikeContact),
            ("www.ana", TextError::LooksLikeContact),
            ("Guía Ana", TextError::Reserved),
            ("Moderadora", TextError::Reserved),
        ];
        for (given, expected) in refused {
            assert_eq!(PenName::parse(given), Err(expected), "{given:?}");
        }
    }

    #[test]
    fn names_that_can_be_taken_for_each_other_have_one_skeleton() {
        for alike in [
            &["Iria", "iria", "IRIA", "lria", "Íria"][..],
            &[
                "María José",
                "mariajose",
                "MARIA.JOSE",
                "maria_j0se",
                "Mar1a-Jose",
            ],
            &["Carmen", "Carrnen", "CARMEN", "cármen"],
            &["Begoña", "Begona", "begoña"],
            &["Łucja", "Lucja", "lucja"],
            &["Søren", "Soren"],
            &["Ðana", "ðana", "Dana"],
            &["Wanda", "vvanda", "VVanda"],
            &["МАРИНА", "Марина", "марина"],
            &["Paolo", "pao1o", "PaoIo"],
        ] {
            let mut skeletons: Vec<String> = alike.iter().map(|name| skeleton_of(name)).collect();
            skeletons.dedup();
            assert_eq!(skeletons.len(), 1, "{alike:?} {skeletons:?}");
        }
    }

    #[test]
    fn every_lookalike_that_unicode_knows_is_refused_or_has_the_same_skeleton() {
        let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9');
        let look = |character: char| skeleton::lookalikes(&character.to_string());
        let looks: Vec<(char, String)> = letters.map(|letter| (letter, look(letter))).collect();
        let mut forgeries = 0;
        let mut accepted = Vec::new();
        for character in ('\u{80}'..=char::MAX).filter(|it| it.is_alphanumeric()) {
            let look = look(character);
            for (letter, _) in looks.iter().filter(|(_, same)| *same == look) {
                forgeries += 1;
                let (original, forged) = (format!("Lo{letter}a"), format!("Lo{character}a"));
                if let Ok(name) = PenName::parse(&forged)
                    && name.skeleton() != skeleton_of(&original)
                {
                    accepted.push((original, forged));
                }
            }
        }
        assert_eq!(accepted, []);
        assert!(forgeries > 1_000, "{forgeries}");
    }

    #[test]
    fn every_name_looks_like_something() {
        for character in ('\0'..=char::MAX).filter(|it| it.is_alphabetic()) {
            if let Ok(name) = PenName::parse(&character.to_string().repeat(3)) {
                assert_ne!(name.skeleton(), "", "{character}");
            }
        }
    }

    #[test]
    fn names_that_differ_have_skeletons_that_differ() {
        let names = [
            "Ana",
            "Anna",
            "Ane",
            "Iria",
            "Irina",
            "Olga",
            "Марина",
            "Marina",
            "Luna2",
            "Luna3",
        ];
        let skeletons: std::collections::HashSet<String> =
            names.iter().map(|name| skeleton_of(name)).collect();
        assert_eq!(skeletons.len(), names.len());
    }

    #[test]
    fn a_stored_name_stays_readable_when_the_lists_grow() {
        assert_eq!(
            PenName::from_stored("Profe Marta".to_owned())
                .unwrap()
                .as_str(),
            "Profe Marta"
        );
        assert_eq!(PenName::from_stored(String::new()), Err(TextError::Empty));
        assert!(PenName::from_stored("a".repeat(25)).is_err());
    }

    #[test]
    fn a_pen_name_does_not_print() {
        assert_eq!(
            format!("{:?}", PenName::parse("Begoña").unwrap()),
            "PenName(..)"
        );
    }

    proptest! {
        #[test]
        fn case_separators_and_accents_do_not_change_a_skeleton(
            letters in prop::collection::vec(("[b-z]", "[ ._-]?", "[\u{301}\u{303}\u{308}]?", any::<bool>()), 3..8),
        ) {
            let plain: String = letters.iter().map(|(letter, ..)| letter.as_str()).collect();
            let mut varied = String::new();
            for (letter, separator, accent, is_large) in &letters {
                let letter = if *is_large { letter.to_uppercase() } else { letter.clone() };
                varied.extend([letter.as_str(), accent, separator]);
            }
            if let (Ok(plain), Ok(varied)) = (PenName::parse(&plain), PenName::parse(&varied)) {
                prop_assert_eq!(plain.skeleton(), varied.skeleton());
            }
        }

        #[test]
        fn every_name_that_is_accepted_is_accepted_unchanged_again(given in "[a-zA-ZñçÀ-ÿα-ωа-я0-9 ._\u{300}-\u{310}-]{0,30}") {
            if let Ok(name) = PenName::parse(&given) {
                prop_assert_eq!(PenName::parse(name.as_str()), Ok(name.clone()));
                prop_assert_eq!(PenName::from_stored(name.as_str().to_owned()), Ok(name.clone()));
                prop_assert!(!name.skeleton().is_empty());
            }
        }
    }
}
