//! Statements of reasons: what a decision against a text has to tell those whose text it is (Regulation (EU) 2022/2065, article 17). A
//! statement that lacks anything can't be made. The words that explain codes are texts of the interface.

use std::fmt;
use std::ops::Range;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::text::Message;

use super::{DecisionKind, Reason};
use crate::screen::Field;

/// What is held against whom it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Restriction {
    /// The text is not published before something changes.
    ChangesRequested,
    /// The text is not published.
    Declined,
    /// The text was published and is not any more.
    TakenDown,
}

impl Restriction {
    /// Every restriction.
    pub const ALL: [Self; 3] = [Self::ChangesRequested, Self::Declined, Self::TakenDown];

    /// The decision that restricts so, where it is one on a review. What was taken down and is declined when it is looked at again stays
    /// taken down.
    pub const fn decision(self) -> DecisionKind {
        match self {
            Self::ChangesRequested => DecisionKind::RequestChanges,
            Self::Declined | Self::TakenDown => DecisionKind::Decline,
        }
    }
}

/// How it came to be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noticed {
    /// By an adult who read it before it was published, as everything is read.
    Reading,
    /// By an adult who read it after it was published.
    ReadingAfterwards,
}

impl Noticed {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Reading, Self::ReadingAfterwards];
}

/// A place in one of the texts of a revision, as clients count: in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The text.
    pub field: Field,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// A passage of a revision, with the words themselves: what they were stays known.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Quote {
    /// Where it is.
    pub place: Place,
    /// The words.
    pub excerpt: String,
}

impl fmt::Debug for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Quote").field(&self.place).finish()
    }
}

/// Why a place can't be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// It is empty, not within the text, or in the middle of a character.
    #[error("no such place in the text")]
    Outside,
    /// It is longer than [`Quote::LONGEST`].
    #[error("a passage has at most 500 characters")]
    TooLong,
}

impl Quote {
    /// The most characters of a passage.
    pub const LONGEST: usize = 500;

    /// The passage at a place of the text that its field names.
    pub fn of(text: &str, place: Place) -> Result<Self, QuoteError> {
        let excerpt = slice(text, place).ok_or(QuoteError::Outside)?;
        if excerpt.chars().nth(Self::LONGEST).is_some() {
            return Err(QuoteError::TooLong);
        }
        Ok(Self {
            place,
            excerpt: excerpt.to_owned(),
        })
    }
}

fn slice(text: &str, place: Place) -> Option<&str> {
    text.get(place.bytes(text)?)
        .filter(|words| !words.is_empty())
}

impl Place {
    /// The same in bytes of the text that its field names; nothing where it is not within the text, or in the middle of a character.
    pub fn bytes(self, text: &str) -> Option<Range<usize>> {
        let (start, end) = (byte_at(text, self.start)?, byte_at(text, self.end)?);
        (start <= end).then_some(start..end)
    }

    /// The place of some bytes of a text; nothing where there is none.
    pub fn of_bytes(field: Field, text: &str, at: Range<usize>) -> Option<Self> {
        let units = |part: &str| u32::try_from(part.encode_utf16().count()).ok();
        let start = units(text.get(..at.start)?)?;
        Some(Self {
            field,
            start,
            end: start.checked_add(units(text.get(at)?)?)?,
        })
    }
}

/// The byte at so many UTF-16 code units; nothing in the middle of a character or behind the end.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let units = usize::try_from(units).ok()?;
    let mut before = 0_usize;
    for (byte, character) in text.char_indices() {
        if before >= units {
            return (before == units).then_some(byte);
        }
        before = before.saturating_add(character.len_utf16());
    }
    (before == units).then_some(text.len())
}

/// A reason with the passages that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ground<Q = Quote> {
    /// The reason.
    pub reason: Reason,
    /// The passages.
    pub quotes: Vec<Q>,
}

/// Why, where, and in which words of the adult: what a statement can't do without. Each reason is there once, and something says what it is
/// about: a passage or words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Explanation<Q = Quote> {
    grounds: Vec<Ground<Q>>,
    words: Option<Message>,
}

/// What an explanation lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// It names no reason.
    #[error("an explanation names at least one reason")]
    NoReason,
    /// It names a reason twice.
    #[error("an explanation names each reason once")]
    TwiceTheSame,
    /// Neither a passage nor words say what it is about.
    #[error("a passage or words say what an explanation is about")]
    PointsAtNothing,
    /// It names more passages than [`Explanation::MOST_QUOTES`].
    #[error("an explanation quotes at most 20 passages")]
    TooManyQuotes,
}

impl<Q> Explanation<Q> {
    /// The most passages.
    pub const MOST_QUOTES: usize = 20;

    /// An explanation that lacks nothing; the reasons in the order of [`Reason::ALL`].
    pub fn new(mut grounds: Vec<Ground<Q>>, words: Option<Message>) -> Result<Self, Incomplete> {
        let quotes: usize = grounds.iter().map(|ground| ground.quotes.len()).sum();
        grounds.sort_by_key(|ground| ground.reason);
        let is_twice = grounds
            .windows(2)
            .any(|pair| matches!(pair, [one, other] if one.reason == other.reason));
        match (grounds.is_empty(), is_twice, quotes, &words) {
            (true, ..) => Err(Incomplete::NoReason),
            (_, true, ..) => Err(Incomplete::TwiceTheSame),
            (_, _, 0, None) => Err(Incomplete::PointsAtNothing),
            (_, _, quotes, _) if quotes > Self::MOST_QUOTES => Err(Incomplete::TooManyQuotes),
            _ => Ok(Self { grounds, words }),
        }
    }

    /// The reasons.
    pub fn grounds(&self) -> &[Ground<Q>] {
        &self.grounds
    }

    /// The words of the adult, if there are any.
    pub const fn words(&self) -> Option<&Message> {
        self.words.as_ref()
    }
}

impl Explanation<Place> {
    /// The same with the words of its passages, of which `text` gives the text of a field.
    pub fn quoted<'t>(self, text: impl Fn(Field) -> &'t str) -> Result<Explanation, QuoteError> {
        let quoted = |ground: Ground<Place>| {
            let quotes = ground.quotes.into_iter();
            Ok(Ground {
                reason: ground.reason,
                quotes: quotes
                    .map(|place| Quote::of(text(place.field), place))
                    .collect::<Result<_, _>>()?,
            })
        };
        Ok(Explanation {
            grounds: self
                .grounds
                .into_iter()
                .map(quoted)
                .collect::<Result<_, _>>()?,
            words: self.words,
        })
    }
}

/// What those are told whose text is not published as it is. With the texts of its version it has all that is asked for: what is restricted,
/// where and for how long; the facts, and whether somebody reported them; whether a program had a part in it; the rule; what can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What is restricted.
    pub restriction: Restriction,
    /// Why.
    pub explanation: Explanation,
    /// How it was noticed.
    pub noticed: Noticed,
    /// Whether screening had marked anything. It decides nothing.
    pub marked: bool,
    /// How often it had been looked at before.
    pub look: Look,
    /// The version of the texts that explain it.
    pub texts: TextsVersion,
    /// When.
    pub issued_at: Timestamp,
}

/// How often a text had been looked at when a statement on it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// Not before.
    First,
    /// An adult had taken it down, and another read it because of that.
    AfterTakedown,
    /// Somebody asked for a second look. There is no third.
    Second,
}

impl Look {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::First, Self::AfterTakedown, Self::Second];
}

/// Which texts explain a statement: those that were told stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextsVersion(pub i16);

impl TextsVersion {
    /// The texts that new statements are made with.
    pub const CURRENT: Self = Self(1);
}

/// How long a second look can be asked for: as long as the longest six months (article 20).
pub const SECOND_LOOK_LASTS: TimeDelta = TimeDelta::days(184);

impl Statement {
    /// Until when a second look can be asked for; nothing after a second look.
    pub fn second_look_until(&self) -> Option<Timestamp> {
        match self.look {
            Look::First | Look::AfterTakedown => Some(self.issued_at.plus(SECOND_LOOK_LASTS)),
            Look::Second => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: u32, end: u32) -> Place {
        Place {
            field: Field::Body,
            start,
            end,
        }
    }

    fn ground(reason: Reason, quotes: Vec<Place>) -> Ground<Place> {
        Ground { reason, quotes }
    }

    #[test]
    fn an_explanation_names_each_reason_once_and_says_what_it_is_about() {
        let words = || Message::parse("Think of who reads it.").ok();
        let some = |reason| ground(reason, vec![place(0, 1)]);
        for (grounds, words, lacks) in [
            (vec![], words(), Incomplete::NoReason),
            (
                vec![some(Reason::Hate), some(Reason::Hate)],
                None,
                Incomplete::TwiceTheSame,
            ),
            (
                vec![ground(Reason::Hate, vec![])],
                None,
                Incomplete::PointsAtNothing,
            ),
            (
                vec![ground(Reason::Hate, vec![place(0, 1); 21])],
                words(),
                Incomplete::TooManyQuotes,
            ),
        ] {
            assert_eq!(Explanation::new(grounds, words).unwrap_err(), lacks);
        }
        let whole = vec![ground(Reason::Advertising, vec![]), some(Reason::Hate)];
        let whole = Explanation::new(whole, None).unwrap();
        let reasons = whole.grounds().iter().map(|ground| ground.reason);
        assert!(reasons.eq([Reason::Hate, Reason::Advertising]));
        assert!(Explanation::new(vec![ground(Reason::Hate, vec![])], words()).is_ok());
    }

    #[test]
    fn a_passage_is_what_browsers_count() {
        let text = "😀 ñu";
        let quote = |start, end| Quote::of(text, place(start, end)).map(|quote| quote.excerpt);
        assert_eq!(quote(0, 2).as_deref(), Ok("😀"));
        assert_eq!(quote(3, 5).as_deref(), Ok("ñu"));
        for (start, end) in [(0, 0), (1, 2), (0, 1), (3, 6), (6, 7), (4, 3)] {
            assert_eq!(quote(start, end), Err(QuoteError::Outside), "{start} {end}");
        }
        let long = "a".repeat(501);
        let quote = |end| Quote::of(&long, place(0, end)).err();
        assert_eq!((quote(500), quote(501)), (None, Some(QuoteError::TooLong)));
    }
}
