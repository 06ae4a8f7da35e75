//! The texts that people write: title, summary and body of a post, and what an adult says to a child about it.
//! They are never changed after parsing (DESIGN 2, sentence 6) and never printed by `Debug`.

use std::fmt;

use super::rules::{Rules, Shape};
use super::{TextError, Unit};

macro_rules! prose {
    ($(#[$doc:meta])* $name:ident, $limit:ident = $most:literal $unit:ident, $shape:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The most that fits.
            pub const $limit: usize = $most;

            const RULES: Rules =
                Rules { shape: Shape::$shape, least: 1, most: $most, unit: Unit::$unit };

            /// Takes a text that was kept before.
            pub fn from_stored(stored: String) -> Result<Self, TextError> {
                Self::RULES.kept(stored).map(Self)
            }

            /// Normalises a given text; a stored one comes back unchanged.
            pub fn parse(given: &str) -> Result<Self, TextError> {
                Self::RULES.apply(given).map(Self)
            }

            /// As `parse`, but a draft may be unfinished: a text in which nothing can be seen is `None`.
            pub fn parse_draft(given: &str) -> Result<Option<Self>, TextError> {
                match Self::parse(given) {
                    Ok(text) => Ok(Some(text)),
                    Err(TextError::Empty) => Ok(None),
                    Err(error) => Err(error),
                }
            }

            /// The normalised text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

prose! {
    /// The title of a post: one line.
    Title, LIMIT_CHARACTERS = 120 Characters, Line
}
prose! {
    /// What a post says in a sentence or two: one line. A post may do without.
    Summary, LIMIT_CHARACTERS = 300 Characters, Line
}
prose! {
    /// The Markdown source of a post. Spaces before its first word stay, they can mean something in Markdown.
    Body, LIMIT_BYTES = 65_536 Bytes, Markdown
}
prose! {
    /// Words of an adult to a child about a text; several lines, no markup.
    Message, LIMIT_CHARACTERS = 2_000 Characters, Block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_met_exactly() {
        let too_long = |most, actual, unit| Some(TextError::TooLong { most, actual, unit });
        let characters = |most| too_long(most, most + 1, Unit::Characters);
        let letters = |count| "ñ".repeat(count);
        assert_eq!(Title::parse(&letters(120)).err(), None);
        assert_eq!(Title::parse(&letters(121)).err(), characters(120));
        assert_eq!(Summary::parse(&letters(300)).err(), None);
        assert_eq!(Summary::parse(&letters(301)).err(), characters(300));
        assert_eq!(Message::parse(&letters(2_000)).err(), None);
        assert_eq!(Message::parse(&letters(2_001)).err(), characters(2_000));
        assert_eq!(Body::parse(&letters(32_768)).err(), None);
        let bytes = too_long(65_536, 65_538, Unit::Bytes);
        assert_eq!(Body::parse(&letters(32_769)).err(), bytes);
    }

    #[test]
    fn what_is_trimmed_away_does_not_count() {
        let padded = format!(" {}\u{200B}\u{FEFF} ", "n\u{303}".repeat(120));
        assert_eq!(Title::parse(&padded).unwrap().as_str(), "ñ".repeat(120));
    }

    #[test]
    fn a_text_that_is_many_times_too_long_is_refused_unread() {
        // a NUL is forbidden, but nobody has looked at it
        let given = "\0".repeat(10_000_000);
        let read = [
            Title::parse(&given).err(),
            Summary::parse(&given).err(),
            Message::parse(&given).err(),
            Body::parse(&given).err(),
        ];
        for error in read {
            assert!(matches!(
                error,
                Some(TextError::TooLong {
                    actual: 10_000_000,
                    ..
                })
            ));
        }
    }

    #[test]
    fn a_draft_may_lack_every_text() {
        for blank in [
            "",
            " ",
            "\n\t \r\n",
            "\u{200B}\u{FEFF}",
            "\u{A0}\u{3000}",
            "\u{200D}",
        ] {
            assert_eq!(Title::parse_draft(blank), Ok(None), "{blank:?}");
            assert_eq!(Summary::parse_draft(blank), Ok(None), "{blank:?}");
            assert_eq!(Body::parse_draft(blank), Ok(None), "{blank:?}");
            assert_eq!(Message::parse_draft(blank), Ok(None), "{blank:?}");
            assert_eq!(Body::parse(blank), Err(TextError::Empty), "{blank:?}");
        }
    }

    #[test]
    fn a_draft_is_held_to_every_other_rule() {
        assert_eq!(
            Title::parse_draft(" Hola ").unwrap().unwrap().as_str(),
            "Hola"
        );
        assert_eq!(
            Title::parse_draft(&"a".repeat(121)),
            Err(TextError::TooLong {
                most: 120,
                actual: 121,
                unit: Unit::Characters
            })
        );
    }

    #[test]
    fn what_a_child_or_an_adult_wrote_does_not_print() {
        assert_eq!(
            format!("{:?}", Title::parse("secreto").unwrap()),
            "Title(..)"
        );
        assert_eq!(
            format!("{:?}", Summary::parse("secreto").unwrap()),
            "Summary(..)"
        );
        assert_eq!(format!("{:?}", Body::parse("secreto").unwrap()), "Body(..)");
        assert_eq!(
            format!("{:?}", Message::parse("secreto").unwrap()),
            "Message(..)"
        );
    }
}
