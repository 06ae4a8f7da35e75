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

/// Which of some suggestions, as they were given, can't be made, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsuggestable {
    /// Its place among those that were given, from 0.
    pub place: usize,
    /// Why.
    pub why: SuggestionError,
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
    /// What would come can't be in any text.
    #[error("what is suggested can't be kept: {0}")]
    Replacement(#[source] TextError),
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
    asked: Vec<Suggestion<Place>>,
    text: impl Fn(Field) -> &'t str,
) -> Result<Vec<Suggestion>, Unsuggestable> {
    let mut asked: Vec<_> = asked.into_iter().enumerate().collect();
    asked.sort_by_key(|(_, it)| (it.quote.field, it.quote.start));
    if let Some((place, _)) = asked.iter().find(|(place, _)| *place >= MOST_SUGGESTIONS) {
        let (place, why) = (*place, SuggestionError::TooMany);
        return Err(Unsuggestable { place, why });
    }
    let overlap = |one: &Place, next: &Place| one.field == next.field && next.start < one.end;
    for pair in asked.windows(2) {
        if let [(_, one), (place, next)] = pair
            && overlap(&one.quote, &next.quote)
        {
            let (place, why) = (*place, SuggestionError::Overlap);
            return Err(Unsuggestable { place, why });
        }
    }
    let quoted = asked.into_iter().map(|(place, it)| {
        let field = text(it.quote.field);
        one_suggested(it, field).map_err(|why| Unsuggestable { place, why })
    });
    quoted.collect()
}

fn one_suggested(asked: Suggestion<Place>, of: &str) -> Result<Suggestion, SuggestionError> {
    let place = asked.quote;
    let quote = Quote::of(of, place)?;
    if asked.replacement.chars().nth(LONGEST_REPLACEMENT).is_some() {
        return Err(SuggestionError::TooLong);
    }
    Body::parse_draft(&asked.replacement).map_err(SuggestionError::Replacement)?;
    let at = place.bytes(of).ok_or(QuoteError::Outside)?;
    let new = replaced(of, at, &asked.replacement);
    if kept(place.field, &new).map_err(SuggestionError::Breaks)? == of {
        return Err(SuggestionError::Same);
    }
    Ok(Suggestion {
        quote,
        replacement: asked.replacement,
        reason: asked.reason,
        note: asked.note,
    })
}

/// What would be kept of a text in a field; it may be empty where an author may leave it so for a while.
fn kept(field: Field, text: &str) -> Result<String, TextError> {
    Ok(match field {
        Field::Title => Title::parse(text)?.as_str().to_owned(),
        Field::Summary => Summary::parse_draft(text)?
            .map(|summary| summary.as_str().to_owned())
            .unwrap_or_default(),
        Field::Body => Body::parse(text)?.as_str().to_owned(),
    })
}

/// A text with something else at a place.
pub fn replaced(text: &str, at: Range<usize>, by: &str) -> String {
    let (before, after) = (text.get(..at.start), text.get(at.end..));
    [before.unwrap_or_default(), by, after.unwrap_or_default()].concat()
}

/// A text with those suggestions in it that were taken, and where a passage that none of them is about is in it.
pub fn with_taken(
    was: &str,
    taken: &[(Range<usize>, &str)],
    at: Range<usize>,
) -> Option<(String, Range<usize>)> {
    let mut taken: Vec<_> = taken.to_vec();
    taken.sort_by_key(|(place, _)| place.start);
    let (mut text, mut from, mut start) = (String::new(), 0, at.start);
    for (place, by) in taken {
        text.push_str(was.get(from..place.start)?);
        text.push_str(by);
        from = place.end;
        if place.end <= at.start {
            start = start.checked_add(by.len())?.checked_sub(place.len())?;
        }
    }
    text.push_str(was.get(from..)?);
    Some((text, start..start.checked_add(at.len())?))
}

/// How many characters on each side of a passage tell it from others like it; each is tried in turn.
const AROUND: [usize; 3] = [16, 64, 256];

/// Where a passage of a text is now that the text may have been changed, in bytes; nothing where that is not sure, or it is not there any more. What stands before
/// every change is where it was, and what stands behind every change is as far from the end; where both could be, nothing is said. Between changes it is
/// found by what is around it, if that is there once.
pub fn moved(was: &str, now: &str, at: Range<usize>) -> Option<Range<usize>> {
    was.get(at.clone()).filter(|words| !words.is_empty())?;
    let found = match (from_start(was, now, &at), from_end(was, now, &at)) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(found), _) | (None, Some(found)) => found,
        (None, None) => by_surroundings(was, now, &at)?,
    };
    (edges(now, &found)? == edges(was, &at)?).then_some(found)
}

fn common<'t>(
    one: impl Iterator<Item = char> + 't,
    other: impl Iterator<Item = char> + 't,
) -> usize {
    let same = one.zip(other).take_while(|(one, other)| one == other);
    same.map(|(one, _)| one.len_utf8()).sum()
}

/// The place, if everything up to it and one character more is as it was.
fn from_start(was: &str, now: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let is_there = was == now || at.end < common(was.chars(), now.chars());
    is_there.then(|| at.clone())
}

/// The place, if everything from one character before it on is as it was.
fn from_end(was: &str, now: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let from_end = was.len().checked_sub(at.start)?;
    let is_there = was == now || from_end < common(was.chars().rev(), now.chars().rev());
    let start = now.len().checked_sub(from_end).filter(|_| is_there)?;
    Some(start..start.checked_add(at.len())?)
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
            // As a text is kept, nothing would be another.
            (
                vec![suggest((Field::Title, 0, 6), "Mareas ")],
                SuggestionError::Same,
            ),
        ] {
            assert_eq!(suggested(wrong, of).unwrap_err().why, why);
        }
        let control = suggested(vec![body(0, 2, "Una"), body(15, 22, "a\u{0}b")], of).unwrap_err();
        assert_eq!(control.place, 1, "which of them");
        assert!(matches!(control.why, SuggestionError::Replacement(_)));
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
            "Hola. La marea sube. Mi casa está cerca. La marea baja. Adiós.",
        ] {
            assert_eq!(find(now).as_deref(), Some("Mi casa"), "{now}");
        }
        for now in [
            "",
            "La marea sube. Tu casa está cerca. La marea baja.",
            "Hola. La marea sube. Mi casas está cerca. La marea baja. Adiós.",
            "Hola. La marea sube. XMi casa está cerca. La marea baja. Adiós.",
            // Not the sentence that was read.
            "Hola. Ayer soñé que Mi casa era un barco. Adiós.",
        ] {
            assert_eq!(find(now), None, "{now}");
        }
    }

    #[test]
    fn where_a_passage_could_be_in_two_places_nothing_is_said() {
        let check = |was: &str, words: &str, now: &str| {
            assert_eq!(moved(was, now, at(was, words)), None, "{now}");
        };
        let cine = "Fui con Ana al cine. Luego cenamos.";
        check(
            cine,
            "Ana",
            "Fui con Ana al parque. Fui con Ana al cine. Luego cenamos.",
        );
        let mar = "Me gusta el mar. Sí.";
        check(mar, "mar", "Me gusta el mar. No. Me gusta el mar. Sí.");
        let playa = "El lunes fui a la playa. Hacía calor.";
        check(
            playa,
            "playa",
            "Mi perro ladra. Ayer vi la playa en un documental muy largo.",
        );
        check("Hola, soy yo", ",", "Adiós amigo, hasta mañana");
    }

    #[test]
    fn of_words_that_are_there_twice_the_right_ones_are_found_or_none() {
        let second = TEXT.rfind("marea").unwrap();
        let second = second..second + 5;
        let now = "Hoy la marea sube. Mi piso está cerca. La marea baja.";
        let found = moved(TEXT, now, second.clone()).unwrap();
        let from = now.get(found.start..).unwrap();
        assert!(from.starts_with("marea baja"));
        let gone = "Hoy la marea sube. Mi piso está cerca. Adiós.";
        assert_eq!(moved(TEXT, gone, second), None);
    }

    #[test]
    fn what_was_taken_already_is_in_nobodys_way() {
        let places = ["sube", "casa", "cerca", "baja"].map(|words| at(TEXT, words));
        let [sube, casa, cerca, baja] = places;
        let taken = [(baja, "cae y sube"), (sube, "crece"), (casa, "")];
        let (base, place) = with_taken(TEXT, &taken, cerca).unwrap();
        assert_eq!(base, "La marea crece. Mi  está cerca. La marea cae y sube.");
        assert_eq!(base.get(place.clone()), Some("cerca"));
        let now = "La marea crece. Mi  está cerca. La marea cae y sube. Fin.";
        assert_eq!(moved(&base, now, place.clone()), Some(place));
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
        fn suggestions_that_are_taken_in_any_order_end_in_the_same_text(
            words in proptest::collection::vec("[a-z]{1,5}", 2..8), order in any::<u64>(),
        ) {
            let was = words.join(" ");
            let mut start = 0;
            let all: Vec<(Range<usize>, String)> = words
                .iter()
                .map(|word| {
                    let place = start..start + word.len();
                    start = place.end + 1;
                    (place, word.to_uppercase())
                })
                .collect();
            let mut left: Vec<usize> = (0..all.len()).collect();
            let (mut now, mut taken) = (was.clone(), Vec::new());
            let mut random = order;
            while !left.is_empty() {
                let next = left.remove(usize::try_from(random % 97).unwrap() % left.len());
                random = random.rotate_left(7);
                let (place, by) = &all[next];
                let (base, place) = with_taken(&was, &taken, place.clone()).unwrap();
                let found = moved(&base, &now, place).unwrap();
                now = replaced(&now, found, by);
                taken.push((all[next].0.clone(), by.as_str()));
            }
            prop_assert_eq!(now, was.to_uppercase());
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
