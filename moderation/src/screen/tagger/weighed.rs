//! A text as the tagger weighs it: for each token how well each tag fits. What a token is to those around it is weighed once for all tokens
//! that are the same.

use std::collections::HashMap;

use super::super::model::{Meanings, number};
use super::super::weights::Weights;
use super::features::{self, NEAR, WIDE};
use super::tokens::Token;
use super::{GIVEN, Read, TAGS, Tags};

/// Sums of weights. A sum of all weights of a token is far from what it holds.
type Sums = [i16; GIVEN];

/// How many places near a token are seen.
const OFFSETS: usize = 2 * NEAR + 1;

/// What a token is to those around it.
struct Around {
    /// By its place from theirs.
    near: [Sums; OFFSETS],
    /// To those after it, and to those before it.
    about: [Sums; 2],
}

/// What tokens with the same key are to others is the same.
type Key = (u32, u64, Meanings, bool);

/// How well each tag fits each token.
pub(super) fn fits(weights: &Weights<TAGS, GIVEN>, scales: &Tags, read: &Read<'_>) -> Vec<Tags> {
    let mut kinds: HashMap<Key, usize> = HashMap::new();
    let mut around: Vec<Around> = Vec::new();
    let kind_of = read.tokens.iter().map(|token| {
        let key = (token.word, token.known, token.meanings, token.is_word());
        *kinds.entry(key).or_insert_with(|| {
            around.push(Around::new(weights, token));
            around.len().saturating_sub(1)
        })
    });
    let kind_of: Vec<usize> = kind_of.collect();
    let of = |at: usize| kind_of.get(at).and_then(|kind| around.get(*kind));
    let before = sums_before(kind_of.len(), |at| of(at).map(|around| &around.about[0]));
    let after = sums_before(kind_of.len(), |at| of(at).map(|around| &around.about[1]));
    let weigh = |at: usize| {
        let mut sums = [0; GIVEN];
        features::own(read, at, &mut |place| {
            add(&mut sums, weights.at(place));
        });
        for offset in 0..OFFSETS {
            let other = at.saturating_add(offset).checked_sub(NEAR).and_then(of);
            if let Some(near) = other.and_then(|other| other.near.get(offset)) {
                add_sums(&mut sums, near);
            }
        }
        let next = at.saturating_add(1);
        let end = next.saturating_add(WIDE).min(kind_of.len());
        add_difference(&mut sums, &before, at.saturating_sub(WIDE), at);
        add_difference(&mut sums, &after, next, end);
        let mut fit = *scales;
        for (scale, sum) in fit.iter_mut().zip(sums) {
            *scale *= number(sum);
        }
        fit
    };
    (0..kind_of.len()).map(weigh).collect()
}

impl Around {
    fn new(weights: &Weights<TAGS, GIVEN>, token: &Token) -> Self {
        let mut around = Self {
            near: [[0; GIVEN]; OFFSETS],
            about: [[0; GIVEN]; 2],
        };
        for (offset, sums) in around.near.iter_mut().enumerate() {
            features::in_place(token, offset, &mut |place| add(sums, weights.at(place)));
        }
        for (is_after, sums) in [false, true].into_iter().zip(&mut around.about) {
            features::about(token, is_after, &mut |place| add(sums, weights.at(place)));
        }
        around
    }
}

/// For each token the sums of all before it, and of all behind the last. They wrap around; differences of near ones are right.
fn sums_before<'a>(tokens: usize, of: impl Fn(usize) -> Option<&'a Sums>) -> Vec<Sums> {
    let mut so_far = [0; GIVEN];
    let mut sums = Vec::with_capacity(tokens.saturating_add(1));
    sums.push(so_far);
    for at in 0..tokens {
        for (sum, own) in so_far.iter_mut().zip(of(at).into_iter().flatten()) {
            *sum = i16::wrapping_add(*sum, *own);
        }
        sums.push(so_far);
    }
    sums
}

fn add(sums: &mut Sums, row: Option<&[u8; GIVEN]>) {
    if let Some(row) = row {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum = sum.saturating_add(weight.cast_signed().into());
        }
    }
}

fn add_sums(sums: &mut Sums, more: &Sums) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(*more);
    }
}

fn add_difference(sums: &mut Sums, before: &[Sums], from: usize, to: usize) {
    if let (Some(from), Some(to)) = (before.get(from), before.get(to)) {
        for ((sum, from), to) in sums.iter_mut().zip(from).zip(to) {
            *sum = sum.saturating_add(to.wrapping_sub(*from));
        }
    }
}
