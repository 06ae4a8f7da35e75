//! A text as the tagger reads it: words, numbers and signs, each with what is known of it. What that is worth is for the model.

use std::collections::HashMap;
use std::ops::Range;

use super::super::Rules;
use super::super::cues::Cue;
use super::super::find::View;
use super::super::model::{Meanings, Word, hash_of_text, mix};
use super::super::phone;
use super::super::phrases::Phrases;

/// The most tokens of a text that are looked at: more than any post has that is not made of single letters.
const MOST: usize = 16_000;

/// A word, a number, or a sign that may stand several times.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it is in the source, in bytes.
    pub(super) at: Range<usize>,
    /// Its letters, hashed; all numbers of as many digits are the same.
    pub(super) word: u32,
    /// Its first three letters, hashed.
    pub(super) head: u32,
    /// Its last three letters, hashed.
    pub(super) tail: u32,
    /// What it looks like.
    pub(super) shape: u32,
    /// What a number may be: a day, a month, a year.
    pub(super) value: u32,
    /// What it is to cues and lists of names, a bit each.
    pub(super) known: u64,
    /// The signs that nothing parts from it and from each other: what they look like together.
    pub(super) chunk: u32,
    /// Its place among them; the last counts as 9.
    pub(super) place: u32,
    /// The number that it is a part of, whatever stands between the digits, if it is.
    pub(super) number: Option<InNumber>,
    /// What the text around it says.
    pub(super) around: Around,
    /// What it means.
    pub(super) meanings: Meanings,
    /// Whether nothing parts it from the one before.
    pub(super) is_glued: bool,
    /// Whether a line ends before it.
    pub(super) begins_line: bool,
}

/// What the text around a token says of it; nothing of a sign.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// How many digits there are in the words and numbers around it, in classes.
    pub(super) digits: u32,
    /// Whether all digits of the text are one number together, and it stands from the first to the last of them.
    pub(super) is_of_all: bool,
    /// The contexts of its sentence, a bit each.
    pub(super) contexts: u64,
    /// Whether it stands in quotation marks.
    pub(super) is_quoted: bool,
}

/// A part of a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct InNumber {
    /// How many digits the number has.
    pub(super) digits: u32,
    /// The first of them.
    pub(super) first: u32,
    /// In how many pieces it is.
    pub(super) pieces: u32,
    /// Whether all of it was written as plain digits.
    pub(super) is_plain: bool,
    /// The place of the piece.
    pub(super) place: u32,
}

impl Token {
    /// Whether it is a word of more than one letter.
    pub(super) const fn is_long_word(&self) -> bool {
        self.is_word() && self.shape != LONE_CAPITAL && self.shape != LONE_LETTER
    }

    /// Whether it is neither a word nor a number.
    pub(super) const fn is_sign(&self) -> bool {
        self.shape >= LEAST_OF_SIGNS
    }

    /// Whether it is a sign that stands around things rather than in them.
    pub(super) fn is_bracket(&self) -> bool {
        let sign = self
            .shape
            .checked_sub(LEAST_OF_SIGNS)
            .and_then(char::from_u32);
        sign.is_some_and(|sign| "()[]«»“”\"',;:.!?-–".contains(sign))
    }

    /// Whether it is of the name of a domain that an institution has.
    pub(super) const fn is_of_public_domain(&self) -> bool {
        self.known & (1 << PUBLIC_DOMAIN) != 0
    }

    /// Whether it is made of letters.
    pub(super) const fn is_word(&self) -> bool {
        self.shape < LEAST_OF_DIGITS
    }
}

/// The first shape of digits; those of letters come before.
const LEAST_OF_DIGITS: u32 = 100;
/// The shapes of words of one letter.
const LONE_CAPITAL: u32 = 1;
const LONE_LETTER: u32 = 5;
/// The first shape of signs.
const LEAST_OF_SIGNS: u32 = 1000;

/// What a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Sign(char),
}

impl Kind {
    fn of(c: char) -> Self {
        if c.is_ascii_digit() {
            Self::Digits
        } else if c.is_alphanumeric() {
            Self::Letters
        } else {
            Self::Sign(c)
        }
    }
}

/// The tokens of a text.
pub(super) fn tokens(rules: &Rules, view: &View<'_>) -> Vec<Token> {
    let known = known_words(rules, view);
    let numbers = numbers(rules, view);
    let contexts = Phrases::contexts_of(view);
    let digits = digits_around(rules, view);
    let together = phone::may_be_a_number(rules, view).unwrap_or_default();
    let read = view.read(&rules.model);
    let mut word = 0;
    let mut tokens: Vec<Token> = Vec::new();
    for (kind, range) in pieces(view.folded.text()).take(MOST) {
        let Some(at) = view.folded.source(range.clone()) else {
            continue;
        };
        while view
            .words
            .get(word)
            .is_some_and(|next| next.at.end <= range.start)
        {
            word = word.saturating_add(1);
        }
        let of_word = view
            .words
            .get(word)
            .filter(|next| next.at.start <= range.start);
        let (known, meanings) = match of_word {
            Some(_) => (known.get(word).copied(), read.get(word).map(Word::meanings)),
            None => (None, None),
        };
        let number = of_word.and_then(|_| numbers.get(word).copied().flatten());
        let around = of_word.map(|found| Around {
            digits: digits.get(word).copied().unwrap_or(0),
            is_of_all: together.contains(&word),
            contexts: contexts.get(word).copied().unwrap_or(0),
            is_quoted: found.is_quoted,
        });
        let before = tokens.last().map_or(0, |last| last.at.end);
        let between = view.source.get(before..at.start).unwrap_or_default();
        let folded = view.folded.text().get(range).unwrap_or_default();
        let source = view.source.get(at.clone()).unwrap_or_default();
        tokens.push(Token {
            word: word_of(kind, folded),
            head: hash_of_text(first_letters(folded)),
            tail: hash_of_text(last_letters(folded)),
            shape: shape(kind, source, folded),
            value: value(kind, folded),
            known: known.unwrap_or(0),
            chunk: 0,
            place: 0,
            number,
            around: around.unwrap_or_default(),
            meanings: meanings.unwrap_or_default(),
            is_glued: between.is_empty() && !tokens.is_empty(),
            begins_line: between.contains('\n'),
            at,
        });
    }
    look_at_chunks(&mut tokens);
    tokens
}

/// The most tokens of a chunk that say what it looks like.
const MOST_OF_CHUNK: usize = 12;

/// Tells each token what the tokens look like that nothing parts from it.
fn look_at_chunks(tokens: &mut [Token]) {
    let chunks = tokens.chunk_by_mut(|_, next| next.is_glued);
    for chunk in chunks {
        let shapes = chunk.iter().take(MOST_OF_CHUNK).map(|token| token.shape);
        let look = shapes.fold(0xc0, mix);
        let last = chunk.len().saturating_sub(1);
        for (place, token) in chunk.iter_mut().enumerate() {
            token.chunk = look;
            let is_last = place == last && last > 0;
            token.place = if is_last {
                9
            } else {
                u32::try_from(place.min(8)).unwrap_or(8)
            };
        }
    }
}

/// For each word the number that it is a part of.
fn numbers(rules: &Rules, view: &View<'_>) -> Vec<Option<InNumber>> {
    let mut numbers = vec![None; view.words.len()];
    let count = |count: usize| u32::try_from(count.min(24)).unwrap_or(24);
    for run in view.runs(rules) {
        let digits: usize = run.iter().map(|element| element.digits.len()).sum();
        let first = run.iter().find_map(|element| element.digits.bytes().next());
        for (place, element) in run.iter().enumerate() {
            let number = InNumber {
                digits: count(digits),
                first: first.map_or(0, u32::from),
                pieces: count(run.len()),
                is_plain: run.iter().all(|element| element.is_plain),
                place: count(place),
            };
            for word in numbers.get_mut(element.words.clone()).into_iter().flatten() {
                *word = Some(number);
            }
        }
    }
    numbers
}

/// How many words on each side may belong to a number that is told in pieces.
const ASIDE: usize = 12;

/// For each word how many digits there are around it, in figures and in words, in eight classes: 5 is as many as a telephone number has. A
/// sign is in the class 0.
fn digits_around(rules: &Rules, view: &View<'_>) -> Vec<u32> {
    let mut before = vec![0_usize; view.words.len().saturating_add(1)];
    for element in view.runs(rules).iter().flat_map(|run| run.iter()) {
        if let Some(sum) = before.get_mut(element.words.start.saturating_add(1)) {
            *sum = sum.saturating_add(element.digits.len());
        }
    }
    let mut so_far = 0_usize;
    for sum in &mut before {
        so_far = so_far.saturating_add(*sum);
        *sum = so_far;
    }
    let sum = |at: usize| before.get(at).or(before.last()).copied().unwrap_or(0);
    let words = 0..view.words.len();
    let around = words.map(|at| {
        let from = sum(at.saturating_sub(ASIDE));
        match sum(at.saturating_add(ASIDE).saturating_add(1)).saturating_sub(from) {
            0 => 1,
            1..=3 => 2,
            4..=6 => 3,
            7 | 8 => 4,
            9 => 5,
            10..=12 => 6,
            13..=18 => 7,
            _ => 8,
        }
    });
    around.collect()
}

/// The pieces of a plain copy that are tokens.
fn pieces(text: &str) -> impl Iterator<Item = (Kind, Range<usize>)> + '_ {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = signs.find(|(_, c)| *c != ' ')?;
        let kind = Kind::of(first);
        let mut end = start.saturating_add(first.len_utf8());
        while let Some((at, c)) = signs.next_if(|(_, c)| Kind::of(*c) == kind) {
            end = at.saturating_add(c.len_utf8());
        }
        Some((kind, start..end))
    })
}

fn word_of(kind: Kind, folded: &str) -> u32 {
    match kind {
        Kind::Letters => hash_of_text(folded),
        Kind::Digits => mix(0xd161, u32::try_from(folded.len().min(12)).unwrap_or(0)),
        Kind::Sign(sign) => mix(0x5167, u32::from(sign)),
    }
}

fn first_letters(word: &str) -> &str {
    let end = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or_default()
}

fn last_letters(word: &str) -> &str {
    let start = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    word.get(start..).unwrap_or_default()
}

/// What a token looks like: its case, how many digits it has, which sign it is.
fn shape(kind: Kind, source: &str, folded: &str) -> u32 {
    let length = u32::try_from(folded.len().min(12)).unwrap_or(0);
    match kind {
        Kind::Digits => LEAST_OF_DIGITS.saturating_add(length),
        Kind::Sign(sign) => LEAST_OF_SIGNS.saturating_add(u32::from(sign)),
        Kind::Letters => {
            let first_is_upper = source.chars().next().is_some_and(char::is_uppercase);
            let others = || source.chars().skip(1);
            let some_upper = others().any(char::is_uppercase);
            let some_lower = others().any(char::is_lowercase);
            match (first_is_upper, some_upper, some_lower) {
                (true, false, false) => LONE_CAPITAL,
                (true, true, false) => 2,
                (true, false, true) => 3,
                (_, true, _) => 4,
                (false, false, false) => LONE_LETTER,
                (false, false, true) if length < 4 => 6,
                (false, false, true) => 7,
            }
        }
    }
}

/// What a number may be: a day, a month, an hour, a year of a childhood, another year; how long it is, and its first digit.
fn value(kind: Kind, folded: &str) -> u32 {
    if kind != Kind::Digits {
        return 0;
    }
    let first = folded.bytes().next().map_or(0, u32::from);
    let number = folded.parse::<u32>().unwrap_or(u32::MAX);
    let class = match (folded.len(), number) {
        (1 | 2, 1..=12) => 1,
        (1 | 2, 13..=24) => 2,
        (1 | 2, 25..=31) => 3,
        (1 | 2, _) => 4,
        (4, 2004..=2016) => 5,
        (4, 1000..=2050) => 6,
        _ => 7,
    };
    let length = u32::try_from(folded.len().min(12)).unwrap_or(0);
    mix(mix(class, length), first)
}

/// Behind the bits of the cues: what lists of names and numbers say.
const GIVEN: u32 = 40;
const SURNAME: u32 = 41;
const AMBIGUOUS: u32 = 42;
const NUMBER: u32 = 43;
const WEAK_NUMBER: u32 = 44;
const STRANGE: u32 = 45;
const HAS_DIGITS: u32 = 46;
const PUBLIC_HANDLE: u32 = 47;
const PUBLIC_DOMAIN: u32 = 48;
const MAILBOX: u32 = 49;

/// What each word of a text is to cues and lists of names, a bit each.
fn known_words(rules: &Rules, view: &View<'_>) -> Vec<u64> {
    // With a seed: words of a text must not be made to fall together.
    let mut alone: HashMap<&str, u64> = HashMap::new();
    let words = (0..view.words.len()).map(|at| {
        let word = view.word(at);
        *alone.entry(word).or_insert_with(|| by_itself(rules, word))
    });
    let mut known: Vec<u64> = words.collect();
    for at in 0..view.words.len() {
        let mut mark = |to: usize, bit: u32| {
            for bits in known.iter_mut().take(to).skip(at) {
                *bits |= 1_u64 << bit;
            }
        };
        if let Some(end) = domain_at(rules, view, at) {
            mark(end, PUBLIC_DOMAIN);
        }
        for (cue, end) in view.parsed.all_cues(at) {
            mark(*end, u32::from(Cue::number(*cue)));
        }
        for number in view.parsed.numbers(at) {
            let bit = if number.is_weak { WEAK_NUMBER } else { NUMBER };
            mark(number.end, bit);
        }
    }
    known
}

/// What a word is to lists of names.
fn by_itself(rules: &Rules, word: &str) -> u64 {
    let of_names = [
        (GIVEN, rules.names.is_given(word)),
        (SURNAME, rules.names.is_surname(word)),
        (AMBIGUOUS, rules.names.is_ambiguous(word)),
        (STRANGE, !rules.phrases.knows(word)),
        (HAS_DIGITS, word.bytes().any(|byte| byte.is_ascii_digit())),
        (PUBLIC_HANDLE, rules.names.handles.contains(word)),
        (MAILBOX, rules.names.mailboxes.contains(word)),
    ];
    let bits = of_names.into_iter().filter(|(_, is_so)| *is_so);
    bits.fold(0, |all, (bit, _)| all | 1_u64 << bit)
}

/// Where a domain of an institution ends that begins with a word.
fn domain_at(rules: &Rules, view: &View<'_>, at: usize) -> Option<usize> {
    let first = view.words.get(at)?;
    if !view.folded.text().get(first.at.end..)?.starts_with('.') {
        return None;
    }
    (2..=3).rev().find_map(|words: usize| {
        let end = at.saturating_add(words);
        let last = view.words.get(end.saturating_sub(1))?;
        let domain = view.folded.text().get(first.at.start..last.at.end)?;
        rules.names.domains.contains(domain).then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_are_one_number_together_know_it() {
        let rules = Rules::built_in();
        let of_all = |text: &str| {
            let tokens = tokens(&rules, &View::new(&rules, text));
            tokens.iter().filter(|token| token.around.is_of_all).count()
        };
        let hidden =
            "7 manzanas, 1 limón, 2 huevos, 6 nueces, 4 higos, 0 sal, 9 fresas, 3 kiwis y 8 uvas";
        assert_eq!(of_all(hidden), 18);
        assert_eq!(of_all("7 manzanas, 1 limón y 2 huevos"), 0);
    }

    #[test]
    fn digits_are_counted_over_the_words_around() {
        let rules = Rules::built_in();
        let classes = |text: &str| {
            let tokens = tokens(&rules, &View::new(&rules, text));
            tokens.first().map(|token| token.around.digits)
        };
        assert_eq!(classes("no hay números"), Some(1));
        assert_eq!(classes("cumplo 14 y calzo un 39"), Some(3));
        assert_eq!(classes("llámame: 612 34 56 78"), Some(5));
    }
}
