//! What the model sees of a text: words, pairs of them, parts of words, and what words mean alone and together. Each is hashed to
//! a place. What places are worth is for the model.

use super::PLACES;
use super::concepts::{Concepts, Meanings};

/// The most words that a feature spans.
pub(super) const WIDEST: usize = 6;

/// A word as the model sees it.
#[derive(Debug, Clone)]
pub(in crate::screen) struct Word {
    text: String,
    hash: u32,
    meanings: Meanings,
}

/// The words of a text.
pub(super) fn read(words: Vec<String>, concepts: &Concepts) -> Vec<Word> {
    let meanings = concepts.of(&words);
    let read = words
        .into_iter()
        .zip(meanings)
        .map(|(text, meanings)| Word {
            hash: hash_of_text(&text),
            text,
            meanings,
        });
    read.collect()
}

impl Word {
    /// What it means.
    pub(in crate::screen) const fn meanings(&self) -> Meanings {
        self.meanings
    }

    /// Its letters, as the model sees them.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Gives the places of the features that it has wherever it stands to `take`.
    pub(super) fn own(&self, mut take: impl FnMut(u32)) {
        take(place(1, &[self.hash]));
        parts(&self.text, take);
    }
}

/// Gives every feature of words that depends on others to `take`: the word that it begins with, how many words it spans, and its place. A
/// feature comes as often as it stands there.
pub(super) fn among(words: &[Word], mut take: impl FnMut(usize, usize, u32)) {
    for (at, word) in words.iter().enumerate() {
        if let Some(next) = words.get(at.saturating_add(1)) {
            take(at, 2, place(2, &[word.hash, next.hash]));
        }
        together(words, at, &mut take);
    }
}

/// The place of a last word.
pub(super) fn last(word: &Word) -> u32 {
    place(3, &[word.hash])
}

/// The parts of a word with its borders, of three to five signs.
fn parts(word: &str, mut take: impl FnMut(u32)) {
    let framed: Vec<char> = ['<'].into_iter().chain(word.chars()).chain(['>']).collect();
    for from in 0..framed.len() {
        let mut hash = START;
        for (c, length) in framed.iter().skip(from).zip(1..=5) {
            hash = mix(hash, u32::from(*c));
            if length >= 3 {
                take(place(4, &[hash]));
            }
        }
    }
}

/// What a word means, and what it means together with the words after it, in whatever order a language puts them.
fn together(words: &[Word], at: usize, take: &mut impl FnMut(usize, usize, u32)) {
    let Some(word) = words.get(at) else { return };
    let meant = |word: &Word| word.meanings.into_iter().filter(|concept| *concept != 0);
    for concept in meant(word) {
        // Twice: it says more than the word.
        take(at, 1, place(5, &[concept]));
        take(at, 1, place(5, &[concept]));
        let mut is_nearest = true;
        let after = words.iter().skip(at.saturating_add(1)).zip(2..=WIDEST);
        for (other, span) in after {
            for second in meant(other) {
                take(
                    at,
                    span,
                    place(6, &[concept.min(second), concept.max(second)]),
                );
                if is_nearest {
                    take(at, span, place(7, &[concept, second]));
                }
            }
            is_nearest = is_nearest && meant(other).next().is_none();
        }
    }
}

const START: u32 = 0x811c_9dc5;

/// FNV-1a by words of 32 bits, with the high bits brought down.
pub(in crate::screen) const fn mix(hash: u32, value: u32) -> u32 {
    let mixed = (hash ^ value).wrapping_mul(0x0100_0193);
    mixed ^ (mixed >> 15)
}

/// The hash of a text.
pub(in crate::screen) fn hash_of_text(text: &str) -> u32 {
    text.bytes()
        .fold(START, |hash, byte| mix(hash, u32::from(byte)))
}

/// The place of a feature of a kind.
pub(super) fn place(kind: u32, parts: &[u32]) -> u32 {
    let hash = parts
        .iter()
        .fold(mix(START, kind), |hash, part| mix(hash, *part));
    let hash = hash.wrapping_mul(0x9e37_79b1);
    (hash ^ (hash >> 16)) & u32::try_from(PLACES.saturating_sub(1)).unwrap_or(u32::MAX)
}
