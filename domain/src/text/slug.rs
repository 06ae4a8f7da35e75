//! The part of a post's address that names it. Made once, when a post is first submitted; links never break.
//! That it is unique is a constraint of the database.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{TextError, Title, Unit};

/// What a post is called when no letter of its title survives.
const NAMELESS: &str = "post";
/// What of the title goes into the slug.
const TITLE_PART: usize = 60;
/// What of the suffix goes into the slug; with title and hyphen it fills the limit.
const SUFFIX_PART: usize = 39;

/// Lower-case ASCII letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// The most that fits.
    pub const LIMIT_CHARACTERS: usize = 100;

    /// Reads a slug as it stands in an address or a row; nothing is normalised.
    pub fn parse(given: &str) -> Result<Self, TextError> {
        if given.is_empty() {
            return Err(TextError::Empty);
        }
        if let Some(character) = given
            .chars()
            .find(|it| !matches!(it, 'a'..='z' | '0'..='9' | '-'))
        {
            return Err(TextError::NotAllowed { character });
        }
        if given.len() > Self::LIMIT_CHARACTERS {
            let (most, actual) = (Self::LIMIT_CHARACTERS, given.len());
            return Err(TextError::TooLong {
                most,
                actual,
                unit: Unit::Characters,
            });
        }
        Ok(Self(given.to_owned()))
    }

    /// Makes a slug of the words of a title alone; nothing where no letter and no digit of it survives.
    pub fn of_words(title: &Title) -> Option<Self> {
        let slug = folded_words(title.as_str(), TITLE_PART);
        (!slug.is_empty()).then_some(Self(slug))
    }

    /// Makes a slug of the words of a title, at most 60 characters of them, and a suffix that makes it unique.
    ///
    /// The suffix is held to the letters of a slug as well; the result always parses.
    pub fn from_title(title: &Title, suffix: &str) -> Self {
        let mut slug = folded_words(title.as_str(), TITLE_PART);
        if slug.is_empty() {
            NAMELESS.clone_into(&mut slug);
        }
        let suffix = folded_words(suffix, SUFFIX_PART);
        if !suffix.is_empty() {
            slug.push('-');
            slug.push_str(&suffix);
        }
        Self(slug)
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of a text without accents, joined by hyphens, as many as fit; of a first word that does not fit, its
/// beginning.
fn folded_words(text: &str, most: usize) -> String {
    let folded: String = text.nfkd().filter(|it| !is_silent(*it)).map(fold).collect();
    let mut joined = String::new();
    for word in folded.split_ascii_whitespace() {
        if joined.is_empty() {
            joined.extend(word.chars().take(most));
        } else if joined.len() + 1 + word.len() <= most {
            joined.push('-');
            joined.push_str(word);
        } else {
            break;
        }
    }
    joined
}

/// Accents, and the dot inside of words like the Catalan "col·lecció", join what is beside them.
fn is_silent(character: char) -> bool {
    is_combining_mark(character) || character == '·'
}

const fn fold(character: char) -> char {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => character.to_ascii_lowercase(),
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slug(title: &str) -> String {
        Slug::from_title(&Title::parse(title).unwrap(), "k3x9").to_string()
    }

    #[test]
    fn a_slug_keeps_the_words_of_a_title() {
        let titles = [
            ("Mi primera semana", "mi-primera-semana-k3x9"),
            ("¿Qué pasó el año pasado?", "que-paso-el-ano-pasado-k3x9"),
            ("L'escola i la col·lecció", "l-escola-i-la-colleccio-k3x9"),
            ("A coração aberto", "a-coracao-aberto-k3x9"),
            ("100 % _nuestro_ -- 2026", "100-nuestro-2026-k3x9"),
            ("ＡＮＡ ﬁn 1º", "ana-fin-1o-k3x9"),
            ("日本語", "post-k3x9"),
            ("🎉 !!!", "post-k3x9"),
            ("-", "post-k3x9"),
        ];
        for (title, expected) in titles {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn a_long_title_is_cut_between_words_and_a_long_word_anywhere() {
        let words = format!("{} {} fin", "a".repeat(30), "b".repeat(29));
        assert_eq!(
            slug(&words),
            format!("{}-{}-k3x9", "a".repeat(30), "b".repeat(29))
        );
        let words = format!("{} {}", "a".repeat(30), "b".repeat(30));
        assert_eq!(slug(&words), format!("{}-k3x9", "a".repeat(30)));
        assert_eq!(slug(&"a".repeat(90)), format!("{}-k3x9", "a".repeat(60)));
    }

    #[test]
    fn a_suffix_is_held_to_the_letters_of_a_slug() {
        let title = Title::parse("Hola").unwrap();
        assert_eq!(Slug::from_title(&title, "").as_str(), "hola");
        assert_eq!(Slug::from_title(&title, "/Ñ?").as_str(), "hola-n");
    }

    #[test]
    fn only_a_slug_is_read_as_one() {
        let edges = [
            ("", Some(TextError::Empty)),
            ("a", None),
            ("mi-semana-2", None),
            (&"a".repeat(100), None),
            (
                &"a".repeat(101),
                Some(TextError::TooLong {
                    most: 100,
                    actual: 101,
                    unit: Unit::Characters,
                }),
            ),
            ("Mi", Some(TextError::NotAllowed { character: 'M' })),
            ("mi semana", Some(TextError::NotAllowed { character: ' ' })),
            ("año", Some(TextError::NotAllowed { character: 'ñ' })),
            ("a/b", Some(TextError::NotAllowed { character: '/' })),
        ];
        for (given, expected) in edges {
            assert_eq!(Slug::parse(given).err(), expected, "{given}");
        }
    }

    proptest! {
        #[test]
        fn every_slug_that_is_made_can_be_read(title in "\\PC{1,120}", suffix in "\\PC{0,60}") {
            if let Ok(title) = Title::parse(&title) {
                let slug = Slug::from_title(&title, &suffix);
                prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug));
            }
        }
    }
}
