//! What words mean: in each language of the panel the same concepts, so that what the model learnt in one language counts in the others.
//! Which words mean what is data, in `moderation/rules/concepts`.

use std::ops::Range;

use rustc_hash::{FxHashMap as HashMap, FxHasher};
use std::hash::Hasher as _;
use toml::Table;

use crate::screen::phrases::words_of;

/// A concept, by the hash of its name.
pub(in crate::screen) type Concept = u32;

/// What a word means at most: nothing is 0.
pub(in crate::screen) type Meanings = [Concept; 2];

/// How many languages there may be.
const LANGUAGES: usize = 8;
/// How many words before a word, and how many from it on, tell in which language it is.
const AROUND: usize = 8;

/// What a form means in one language.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    language: u8,
    concepts: Meanings,
}

/// What words mean.
#[derive(Debug, Default)]
pub struct Concepts {
    /// By the hash of a form: where its meanings are.
    forms: HashMap<u64, Range<u32>>,
    meanings: Vec<Meaning>,
}

/// Whether a form is a word or the beginning of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Whole,
    Beginning,
}

/// What a word means in each language, and how well each language knows it.
#[derive(Debug, Clone, Copy, Default)]
struct InEach {
    concepts: [Meanings; LANGUAGES],
    known: [u16; LANGUAGES],
}

impl Concepts {
    /// Reads the files of all languages: for each concept its forms, separated by spaces; `form*` is every word that begins so.
    pub(crate) fn read<E>(files: impl IntoIterator<Item = Result<Table, E>>) -> Result<Self, E> {
        let mut all: Vec<(u64, u8, Concept)> = Vec::new();
        for (file, language) in files.into_iter().zip(0_u8..) {
            for (name, forms) in &file? {
                let concept = super::features::hash_of_text(name) | 1;
                let forms = forms.as_str().unwrap_or_default().split_whitespace();
                all.extend(forms.map(|form| (hash_of_form(form), language, concept)));
            }
        }
        // What comes first in a file counts first.
        all.sort_by_key(|(form, language, _)| (*form, *language));
        let mut read = Self::default();
        for of_form in all.chunk_by(|one, other| one.0 == other.0) {
            let from = read.meanings.len();
            let by_language = of_form.chunk_by(|one, other| one.1 == other.1);
            read.meanings.extend(by_language.filter_map(meaning));
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let range = place(from)..place(read.meanings.len());
            read.forms
                .extend(of_form.first().map(|(form, ..)| (*form, range)));
        }
        read.meanings.shrink_to_fit();
        Ok(read)
    }

    /// What each of some words of a text means. Words that several languages have are read in the language of those around them.
    pub(super) fn of(&self, words: &[String]) -> Vec<Meanings> {
        // With a seed: words of a text must not be made to fall together.
        let mut seen: std::collections::HashMap<&str, InEach> = std::collections::HashMap::new();
        let each = words.iter().map(|word| {
            let known = seen.entry(word).or_insert_with(|| self.in_each(word));
            *known
        });
        let each: Vec<InEach> = each.collect();
        let mut known = vec![[0_u16; LANGUAGES]; words.len().saturating_add(1)];
        let mut so_far = [0_u16; LANGUAGES];
        for (word, known) in each.iter().zip(known.iter_mut().skip(1)) {
            for (sum, own) in so_far.iter_mut().zip(word.known) {
                *sum = sum.wrapping_add(own);
            }
            *known = so_far;
        }
        let at = |place: usize| known.get(place).copied().unwrap_or_default();
        let meanings = each.iter().enumerate().map(|(place, word)| {
            let from = at(place.saturating_sub(AROUND));
            let to = at(place.saturating_add(AROUND).min(words.len()));
            word.in_language(|language| {
                let count = |sums: [u16; LANGUAGES]| sums.get(language).copied().unwrap_or(0);
                count(to).wrapping_sub(count(from))
            })
        });
        meanings.collect()
    }

    fn in_each(&self, word: &str) -> InEach {
        let mut each = InEach::default();
        let mut hasher = FxHasher::default();
        for byte in word.bytes() {
            hasher.write_u8(byte);
            self.take(&mut each, hash_of(&hasher, Form::Beginning), 1);
        }
        self.take(&mut each, hash_of(&hasher, Form::Whole), 2);
        each
    }

    /// Takes over what a form means; longer forms come later.
    fn take(&self, each: &mut InEach, form: u64, sureness: u16) {
        let Some(range) = self.forms.get(&form) else {
            return;
        };
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let meanings = self.meanings.get(place(range.start)..place(range.end));
        for meaning in meanings.unwrap_or_default() {
            let language = usize::from(meaning.language);
            if let (Some(concepts), Some(known)) = (
                each.concepts.get_mut(language),
                each.known.get_mut(language),
            ) {
                *concepts = meaning.concepts;
                *known = sureness;
            }
        }
    }
}

impl InEach {
    /// What the word means in the language that has most of the words around it and this one.
    fn in_language(&self, around: impl Fn(usize) -> u16) -> Meanings {
        let known = self.known.iter().enumerate();
        let known = known.filter(|(_, known)| **known > 0);
        let language = known.max_by_key(|(language, _)| (around(*language), LANGUAGES - language));
        let concepts = language.and_then(|(language, _)| self.concepts.get(language));
        concepts.copied().unwrap_or_default()
    }
}

/// What a form means in one language: the first two concepts that have it.
fn meaning(entries: &[(u64, u8, Concept)]) -> Option<Meaning> {
    let (_, language, first) = *entries.first()?;
    let second = entries.iter().find(|(.., concept)| *concept != first);
    Some(Meaning {
        language,
        concepts: [first, second.map_or(0, |(.., concept)| *concept)],
    })
}

fn hash_of_form(form: &str) -> u64 {
    let (form, kind) = match form.strip_suffix('*') {
        Some(beginning) => (beginning, Form::Beginning),
        None => (form, Form::Whole),
    };
    let plain: String = words_of(form)
        .iter()
        .map(|word| super::plain(word))
        .collect();
    let mut hasher = FxHasher::default();
    for byte in plain.bytes() {
        hasher.write_u8(byte);
    }
    hash_of(&hasher, kind)
}

fn hash_of(word: &FxHasher, form: Form) -> u64 {
    let mut hasher = word.clone();
    hasher.write_u8(match form {
        Form::Whole => 1,
        Form::Beginning => 2,
    });
    hasher.finish()
}
