//! A text as the model weighs it: sums of weights, so that any stretch of its words is weighed by a few differences.

use std::collections::HashMap;
use std::ops::Range;

use super::features::{self, WIDEST, Word};
use super::signals::signals;
use super::{LABELS, Likely, Model, number, soften};
use crate::screen::find::View;
use crate::screen::phrases::Phrases;

/// The sum of some weights for each label, and how many features there are.
type Sums = [i32; LABELS + 1];

/// A text, weighed.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    model: &'a Model,
    /// By how many words features span: the sums of those that begin before a word.
    before: Vec<Vec<Sums>>,
    /// What each word adds where it is the last.
    last: Vec<Sums>,
}

impl<'a> Weighed<'a> {
    /// Weighs the words of a text and what stands beside them.
    pub(super) fn new(model: &'a Model, phrases: &Phrases, view: &View<'_>) -> Self {
        let words = view.read(model);
        Self::weigh(model, words, |put| signals(phrases, view, words, put))
    }

    /// Weighs words and what is put beside them.
    fn weigh(
        model: &'a Model,
        words: &[Word],
        beside: impl FnOnce(&mut dyn FnMut(usize, usize, u32)),
    ) -> Self {
        let places = words.len().saturating_add(1);
        let mut before = vec![vec![Sums::default(); places]; WIDEST];
        let mut own: HashMap<&str, Sums> = HashMap::new();
        if let Some(alone) = before.first_mut() {
            for (word, sums) in words.iter().zip(alone.iter_mut().skip(1)) {
                let weigh = || {
                    let mut sums = Sums::default();
                    word.own(|place| add(&mut sums, model.weights.at(place)));
                    sums
                };
                *sums = *own.entry(word.text()).or_insert_with(weigh);
            }
        }
        let mut put = |at: usize, span: usize, place| {
            let of_span = before.get_mut(span.saturating_sub(1));
            let after = at.saturating_add(1);
            if let Some(sums) = of_span.and_then(|sums| sums.get_mut(after)) {
                add(sums, model.weights.at(place));
            }
        };
        features::among(words, &mut put);
        beside(&mut put);
        for of_span in &mut before {
            let mut so_far = Sums::default();
            for sums in of_span {
                for (sum, own) in so_far.iter_mut().zip(sums.iter_mut()) {
                    *sum = sum.wrapping_add(*own);
                    *own = *sum;
                }
            }
        }
        let last = words.iter().map(|word| {
            let mut sums = Sums::default();
            add(&mut sums, model.weights.at(features::last(word)));
            sums
        });
        Self {
            model,
            last: last.collect(),
            before,
        }
    }

    /// How likely each label is for a stretch of the words, as if there were no others; but what a word means, those around it told.
    pub(super) fn likely(&self, words: &Range<usize>) -> Likely {
        let end = words.end.min(self.last.len());
        let mut sums = end
            .checked_sub(1)
            .and_then(|last| self.last.get(last))
            .copied()
            .unwrap_or_default();
        for (of_span, more) in self.before.iter().zip(0..) {
            let to = end.saturating_sub(more).max(words.start);
            if let (Some(from), Some(to)) = (of_span.get(words.start), of_span.get(to)) {
                for ((sum, from), to) in sums.iter_mut().zip(from).zip(to) {
                    *sum = sum.wrapping_add(to.wrapping_sub(*from));
                }
            }
        }
        let (counts, sums) = (sums.last().copied().unwrap_or(1), sums);
        let norm = number(counts.max(1)).sqrt();
        let mut likely = self.model.biases;
        for ((likely, sum), scale) in likely.iter_mut().zip(sums).zip(self.model.scales) {
            *likely += number(sum) * scale / norm;
        }
        soften(&mut likely);
        likely
    }
}

/// Adds the weights of one more feature, and counts it.
fn add(sums: &mut Sums, weights: Option<&[u8; LABELS]>) {
    if let Some(weights) = weights {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum = sum.wrapping_add(weight.cast_signed().into());
        }
    }
    if let Some(count) = sums.last_mut() {
        *count = count.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Rules;
    use super::*;

    #[test]
    fn a_word_weighs_the_same_after_one_that_hashes_alike() {
        let rules = Rules::built_in();
        let weigh = |first: &str, second: &str| {
            let words = vec![first.to_owned(), second.to_owned()];
            let words = features::read(words, &rules.model.concepts);
            let likely = Weighed::weigh(&rules.model, &words, |_| ()).likely(&(1..2));
            likely.map(f32::to_bits)
        };
        // Each first word has the hash of the second in the model, and "zuorov" has not.
        for (alike, word) in [("xuorov", "suicidio"), ("swyuay", "suicidarme")] {
            assert_eq!(weigh(alike, word), weigh("zuorov", word), "{word}");
        }
    }
}
