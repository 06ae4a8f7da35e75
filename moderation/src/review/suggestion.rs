//! Suggestions: what an adult proposes to put in place of a passage. Nobody but an author puts it there (DESIGN 2, sentence 6), and only where the passage still
//! is what was read. Where it went in a text that was changed since is found here; nothing is guessed.

use std::fmt;
use std::ops::Range;

use domain::text::{Body, Message, Summary, TextError, Title};

use super::Reason;
use super::statement::{Place, Quote, QuoteError};
use crate::screen::Field;

/// What an adult proposes: `Q` is the place that is meant, or the passage that was found there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Suggestion<Q = Quote> {
    /// What would go.
    pub quote: Q,
    /// What would come in its place; empty if nothing.
    pub replacement: String,
    /// Why.
    pub reason: Reason,
    /// Why, in words.
    pub note: Option<Message>,
}

impl<Q: fmt::Debug> fmt::Debug for Suggestion<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suggestion")
            .field("quote", &self.quote)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// What an author said to a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuggestionState {
    /// Nothing yet.
    Open,
    /// It is in the draft.
    Accepted,
    /// The author keeps what was written.
    Declined,
}

impl SuggestionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Accepted, Self::Declined];
}

/// Why something can't be suggested.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuggestionError {
    /// There are more than [`MOST_SUGGESTIONS`].
    #[error("there are too many suggestions")]
    TooMany,
    /// There is no such passage, or it is too long.
    #[error(transparent)]
    Quote(#[from] QuoteError),
    /// Two are about the same words.
    #[error("two suggestions are about the same words")]
    Overlap,
    /// It would change nothing.
    #[error("a suggestion that changes nothing")]
    Same,
    /// What would come is longer than [`LONGEST_REPLACEMENT`].
    #[error("what is suggested is too long")]
    TooLong,
    /// With it the text could not be one any more.
    #[error("with it the text can't be kept: {0}")]
    Breaks(#[source] TextError),
}

/// So many there are at most with one decision.
pub const MOST_SUGGESTIONS: usize = 20;

/// So many characters a replacement has at most.
pub const LONGEST_REPLACEMENT: usize = 500;

/// What is suggested, with the passages that are meant; `text` gives the text of a field. In the order in which they stand in the texts.
pub fn suggested<'t>(
    mut asked: Vec<Suggestion<Place>>,
    text: impl Fn(Field) -> &'t str,
) -> Result<Vec<Suggestion>, SuggestionError> {
    if asked.len() > MOST_SUGGESTIONS {
        return Err(SuggestionError::TooMany);
    }
    asked.sort_by_key(|it| (it.quote.field, it.quote.start));
    let overlap = |one: &Place, next: &Place| one.field == next.field && next.start < one.end;
    if asked
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if overlap(&one.quote, &next.quote)))
    {
        return Err(SuggestionError::Overlap);
    }
    let quoted = asked.into_iter().map(|it| {
        let of = text(it.quote.field);
        let quote = Quote::of(of, it.quote)?;
        if it.replacement == quote.excerpt {
            return Err(SuggestionError::Same);
        }
        if it.replacement.chars().nth(LONGEST_REPLACEMENT).is_some() {
            return Err(SuggestionError::TooLong);
        }
        let at = it.quote.bytes(of).ok_or(QuoteError::Outside)?;
        can_be(it.quote.field, &replaced(of, at, &it.replacement))
            .map_err(SuggestionError::Breaks)?;
        Ok(Suggestion {
            quote,
            replacement: it.replacement,
            reason: it.reason,
            note: it.note,
        })
    });
    quoted.collect()
}

/// Whether a text can be that of a field; it may be empty where an author may leave it so for a while.
fn can_be(field: Field, text: &str) -> Result<(), TextError> {
    match field {
        Field::Title => Title::parse(text).map(drop),
        Field::Summary => Summary::parse_draft(text).map(drop),
        Field::Body => Body::parse(text).map(drop),
    }
}

/// A text with something else at a place.
pub fn replaced(text: &str, at: Range<usize>, by: &str) -> String {
    let (before, after) = (text.get(..at.start), text.get(at.end..));
    [before.unwrap_or_default(), by, after.unwrap_or_default()].concat()
}

/// How many characters around a passage tell it from others like it; each is tried in turn.
const AROUND: [usize; 4] = [0, 16, 64, 256];

/// Where a passage of a text is now that the text may have been changed, in bytes; nothing where that is not sure, or it is not there any more. What stands before
/// and behind every change is where it was; between changes it is found by what is around it, if that is there once.
pub fn moved(was: &str, now: &str, at: Range<usize>) -> Option<Range<usize>> {
    was.get(at.clone()).filter(|words| !words.is_empty())?;
    let found = unmoved(was, now, &at).or_else(|| by_surroundings(was, now, &at))?;
    (edges(now, &found)? == edges(was, &at)?).then_some(found)
}

fn unmoved(was: &str, now: &str, at: &Range<usize>) -> Option<Range<usize>> {
    if was == now {
        return Some(at.clone());
    }
    let same = |(one, other): &(char, char)| one == other;
    let size = |(one, _): (char, char)| one.len_utf8();
    let before: usize = was
        .chars()
        .zip(now.chars())
        .take_while(same)
        .map(size)
        .sum();
    if at.end < before {
        return Some(at.clone());
    }
    let (rest_was, rest_now) = (was.get(before..)?, now.get(before..)?);
    let back = rest_was.chars().rev().zip(rest_now.chars().rev());
    let after: usize = back.take_while(same).map(size).sum();
    let from_end = was.len().checked_sub(at.start)?;
    if from_end < after {
        let start = now.len().checked_sub(from_end)?;
        return Some(start..start.checked_add(at.len())?);
    }
    None
}

fn by_surroundings(was: &str, now: &str, at: &Range<usize>) -> Option<Range<usize>> {
    for around in AROUND {
        let window = widened(was, at, around)?;
        let needle = was.get(window.clone())?;
        if only(was, needle) != Found::Once(window.start) {
            continue;
        }
        match only(now, needle) {
            Found::Once(start) => {
                let start = start.checked_add(at.start.checked_sub(window.start)?)?;
                return Some(start..start.checked_add(at.len())?);
            }
            // What is not there is not there with more around it either.
            Found::Never => return None,
            Found::Often => {}
        }
    }
    None
}

/// A place with so many characters more on each side, as far as there are some.
fn widened(text: &str, at: &Range<usize>, by: usize) -> Option<Range<usize>> {
    let before: usize = text
        .get(..at.start)?
        .chars()
        .rev()
        .take(by)
        .map(char::len_utf8)
        .sum();
    let after: usize = text
        .get(at.end..)?
        .chars()
        .take(by)
        .map(char::len_utf8)
        .sum();
    Some(at.start.checked_sub(before)?..at.end.checked_add(after)?)
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    Never,
    Once(usize),
    Often,
}

fn only(text: &str, needle: &str) -> Found {
    let Some(first) = text.find(needle) else {
        return Found::Never;
    };
    if text.rfind(needle) == Some(first) {
        Found::Once(first)
    } else {
        Found::Often
    }
}

/// Whether a place begins and ends within a word.
fn edges(text: &str, at: &Range<usize>) -> Option<(bool, bool)> {
    let words = text.get(at.clone())?;
    let within = |one: Option<char>, next: Option<char>| {
        let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        is_letter(one) && is_letter(next)
    };
    let before = text.get(..at.start)?.chars().next_back();
    let after = text.get(at.end..)?.chars().next();
    Some((
        within(before, words.chars().next()),
        within(words.chars().next_back(), after),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "La marea sube. Mi casa está cerca. La marea baja.";

    fn at(text: &str, words: &str) -> Range<usize> {
        let start = text.find(words).unwrap();
        start..start + words.len()
    }

    fn suggest(place: (Field, u32, u32), replacement: &str) -> Suggestion<Place> {
        let (field, start, end) = place;
        Suggestion {
            quote: Place { field, start, end },
            replacement: replacement.to_owned(),
            reason: Reason::OffTopicOrForm,
            note: None,
        }
    }

    fn of(field: Field) -> &'static str {
        match field {
            Field::Title => "Mareas",
            Field::Summary => "",
            Field::Body => TEXT,
        }
    }

    #[test]
    fn what_is_suggested_is_about_words_that_are_there_and_changes_them() {
        let body = |start, end, by: &str| suggest((Field::Body, start, end), by);
        let good = vec![
            body(15, 22, "Mi hogar"),
            suggest((Field::Title, 0, 6), "Marea"),
            body(0, 2, ""),
        ];
        let good = suggested(good, of).unwrap();
        let excerpts: Vec<&str> = good.iter().map(|it| it.quote.excerpt.as_str()).collect();
        assert_eq!(excerpts, ["Mareas", "La", "Mi casa"]);
        let long = "a".repeat(LONGEST_REPLACEMENT + 1);
        for (wrong, why) in [
            (
                vec![body(0, 2, "x"); MOST_SUGGESTIONS + 1],
                SuggestionError::TooMany,
            ),
            (
                vec![body(0, 4, "x"), body(3, 8, "y")],
                SuggestionError::Overlap,
            ),
            (vec![body(0, 2, "La")], SuggestionError::Same),
            (vec![body(0, 2, &long)], SuggestionError::TooLong),
            (
                vec![body(2, 2, "x")],
                SuggestionError::Quote(QuoteError::Outside),
            ),
            (
                vec![body(2, 900, "x")],
                SuggestionError::Quote(QuoteError::Outside),
            ),
            (
                vec![suggest((Field::Summary, 0, 1), "x")],
                SuggestionError::Quote(QuoteError::Outside),
            ),
            (
                vec![suggest((Field::Title, 0, 6), "")],
                SuggestionError::Breaks(TextError::Empty),
            ),
        ] {
            assert_eq!(suggested(wrong, of).unwrap_err(), why);
        }
    }

    #[test]
    fn a_passage_is_found_where_it_went_and_nowhere_else() {
        let casa = at(TEXT, "Mi casa");
        let find = |now: &str| {
            moved(TEXT, now, casa.clone()).and_then(|found| now.get(found).map(str::to_owned))
        };
        for now in [
            TEXT,
            "Hola. La marea sube. Mi casa está cerca. La marea baja.",
            "La marea sube. Mi casa está cerca. La marea baja. Adiós.",
            "Hola. La marea sube. Mi casa está cerca. Adiós.",
            "La marea crece. Mi casa está lejos. La marea cae.",
        ] {
            assert_eq!(find(now).as_deref(), Some("Mi casa"), "{now}");
        }
        for now in [
            "",
            "La marea sube. Tu casa está cerca. La marea baja.",
            "La marea crece. Mi casas está lejos. La marea cae.",
            "La marea crece. XMi casa está lejos. La marea cae.",
        ] {
            assert_eq!(find(now), None, "{now}");
        }
    }

    #[test]
    fn of_words_that_are_there_twice_the_right_ones_are_found_or_none() {
        let second = TEXT.rfind("marea").unwrap();
        let second = second..second + 5;
        let now = "Hoy la marea sube. Mi piso está cerca. La marea baja. Adiós.";
        let found = moved(TEXT, now, second.clone()).unwrap();
        let from = now.get(found.start..).unwrap();
        assert!(from.starts_with("marea baja"));
        let gone = "Hoy la marea sube. Mi piso está cerca. Adiós.";
        assert_eq!(moved(TEXT, gone, second), None);
    }

    proptest! {
        #[test]
        fn one_change_elsewhere_never_loses_a_passage(
            text in "[a-c ]{4,40}", start in 0_usize..40, length in 1_usize..8, place in 0_usize..80, by in "[x-z]{0,6}",
        ) {
            let start = start % text.len();
            let end = (start + length).min(text.len());
            let place = place % (text.len() + 1);
            prop_assume!(place < start || place > end);
            let now = replaced(&text, place..place, &by);
            let found = moved(&text, &now, start..end);
            let shift = if place < start { by.len() } else { 0 };
            prop_assert_eq!(found, Some(start + shift..end + shift));
        }

        #[test]
        fn what_is_found_is_the_same_words(
            was in "[ab ]{1,30}", now in "[ab ]{0,30}", start in 0_usize..30, length in 1_usize..8,
        ) {
            let start = start % was.len();
            let end = (start + length).min(was.len());
            if let Some(found) = moved(&was, &now, start..end) {
                prop_assert_eq!(now.get(found), was.get(start..end));
            }
        }
    }
}
