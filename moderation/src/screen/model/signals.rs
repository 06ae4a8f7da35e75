//! What the model sees beside words: phrases of lexicons with what quiets them, quotation marks, and signs and pictures between words. Each is
//! hashed to a place. What places are worth is for the model.

use std::ops::Range;

use super::features::{WIDEST, Word, place};
use crate::screen::find::View;
use crate::screen::phrases::{Phrases, Said, named};

/// The most signs between two words that are looked at.
const MOST_SIGNS: usize = 4;

/// Gives everything beside the words of a text to `take`: the word that it begins with, how many words it spans, and its place. Longer phrases
/// count as the widest of features.
pub(super) fn signals(
    phrases: &Phrases,
    view: &View<'_>,
    words: &[Word],
    take: &mut (impl FnMut(usize, usize, u32) + ?Sized),
) {
    for said in phrases.said(view) {
        // Twice: it says more than a word.
        of_phrase(phrases, view, &said, take);
        of_phrase(phrases, view, &said, take);
    }
    of_quotations(view, words, take);
    of_signs(view, take);
}

/// A phrase and what quiets it.
fn of_phrase(
    phrases: &Phrases,
    view: &View<'_>,
    said: &Said,
    take: &mut (impl FnMut(usize, usize, u32) + ?Sized),
) {
    let Range { start: at, end } = said.words;
    let span = end.saturating_sub(at).clamp(1, WIDEST);
    let mut put = |place| take(at, span, place);
    let contexts = named(said.contexts, phrases.contexts());
    let Some(rule) = said.of_rule else {
        for context in contexts {
            put(place(20, &[context]));
        }
        return;
    };
    put(place(21, &[rule.kind]));
    put(place(22, &[rule.name]));
    for context in contexts {
        put(place(23, &[rule.kind, context]));
    }
    if view.words.get(at).is_some_and(|word| word.is_quoted) {
        put(place(24, &[rule.kind]));
    }
}

/// What quoted words mean.
fn of_quotations(
    view: &View<'_>,
    words: &[Word],
    take: &mut (impl FnMut(usize, usize, u32) + ?Sized),
) {
    let quoted = view.words.iter().zip(words).enumerate();
    for (at, (_, word)) in quoted.filter(|(_, (word, _))| word.is_quoted) {
        take(at, 1, place(26, &[]));
        for concept in word.meanings().into_iter().filter(|concept| *concept != 0) {
            take(at, 1, place(25, &[concept]));
        }
    }
}

/// Signs and pictures: before the last space between two words they are at the first of them, behind it at the second.
fn of_signs(view: &View<'_>, take: &mut (impl FnMut(usize, usize, u32) + ?Sized)) {
    let text = view.folded.text();
    let last = view.words.len().saturating_sub(1);
    let mut from = 0;
    let starts = view.words.iter().map(|word| word.at.start);
    for (at, start) in starts.chain([text.len()]).enumerate() {
        let gap = text.get(from..start).unwrap_or_default();
        let space = gap.rfind(' ').map_or(0, |space| space.saturating_add(1));
        for (place_in_gap, sign) in gap
            .char_indices()
            .filter(|(_, sign)| *sign != ' ')
            .take(MOST_SIGNS)
        {
            let is_opening = place_in_gap >= space && at <= last && space > 0;
            let word = if is_opening { at } else { at.saturating_sub(1) };
            take(word, 1, place(27, &[u32::from(sign)]));
        }
        from = view.words.get(at).map_or(text.len(), |word| word.at.end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Rules;
    use super::*;

    /// The words that features of a place begin with.
    fn places_of(text: &str, place: u32) -> Vec<usize> {
        let rules = Rules::built_in();
        let view = View::new(&rules, text);
        let mut places = Vec::new();
        let words = view.read(&rules.model);
        signals(&rules.phrases, &view, words, &mut |at, _, known| {
            places.extend((known == place).then_some(at));
        });
        places
    }

    #[test]
    fn quotations_and_pictures_are_seen_where_they_stand() {
        let text = "ayer dijo «no vengas» y se rio 😂";
        assert_eq!(places_of(text, place(26, &[])), [2, 3]);
        assert_eq!(places_of(text, place(27, &[u32::from('😂')])), [6]);
    }

    #[test]
    fn signs_that_open_a_sentence_are_of_it() {
        let question = place(27, &[u32::from('¿')]);
        assert_eq!(places_of("¿quedamos?", question), [0]);
        assert_eq!(places_of("hola. ¿quedamos?", question), [1]);
        assert_eq!(
            places_of("vale… ¿y 😂 tú?", place(27, &[u32::from('?')])),
            [2]
        );
        assert_eq!(places_of("¡hola!", place(27, &[u32::from('!')])), [0]);
    }

    #[test]
    fn a_phrase_is_seen_twice_with_what_quiets_it() {
        let rules = Rules::built_in();
        let view = View::new(&rules, "en la partida de minecraft quiero morirme");
        let said: Vec<Said> = rules.phrases.said(&view).collect();
        let quieted = said
            .iter()
            .find(|said| said.of_rule.is_some() && said.contexts != 0);
        let quieted = quieted.unwrap();
        let rule = quieted.of_rule.unwrap();
        let context = named(quieted.contexts, rules.phrases.contexts())
            .next()
            .unwrap();
        let at = quieted.words.start;
        let text = view.source;
        assert_eq!(places_of(text, place(22, &[rule.name])), [at, at]);
        assert_eq!(
            places_of(text, place(23, &[rule.kind, context])).first(),
            Some(&at)
        );
    }
}
