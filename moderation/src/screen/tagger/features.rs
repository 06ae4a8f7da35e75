//! What the tagger sees of each token: the words around it and what they are. Each is hashed to a place. What places are worth is for the
//! model.

use super::super::model::mix;
use super::super::phrases::named;
use super::tokens::Token;
use super::{PLACES, Read};

/// What recognisers said of a token: which code, and by which rule, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    /// The number of the code.
    pub(super) code: u32,
    /// The rule.
    pub(super) rule: u32,
    /// Whether what it found begins with the token.
    pub(super) begins: bool,
}

/// How many tokens before and after a token are seen in their places.
pub(super) const NEAR: usize = 3;
/// How many are seen as words that are about, whatever their order.
pub(super) const WIDE: usize = 8;

/// Gives the places of all features of a token to `take`.
pub(super) fn of(read: &Read<'_>, at: usize, take: &mut impl FnMut(u32)) {
    let tokens = &read.tokens;
    own(read, at, take);
    let from = at.saturating_sub(WIDE);
    let to = at.saturating_add(WIDE).saturating_add(1);
    for (place, other) in tokens.iter().enumerate().take(to).skip(from) {
        if place.abs_diff(at) <= NEAR {
            let offset = place.saturating_add(NEAR).saturating_sub(at);
            in_place(other, offset, take);
        }
        if place != at {
            about(other, place > at, take);
        }
    }
}

/// Gives the places of what a token is to one near it to `take`; of as many as are [`NEAR`] on each side the first has the offset 0.
pub(super) fn in_place(other: &Token, offset: usize, take: &mut impl FnMut(u32)) {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    take(place(10, &[offset, other.word]));
    each_bit(other.known, |bit| take(place(11, &[offset, bit])));
    let meant = other.meanings.into_iter().filter(|meaning| *meaning != 0);
    meant.for_each(|meaning| take(place(12, &[offset, meaning])));
}

/// Gives the places of what a token is to any that is about it to `take`.
pub(super) fn about(other: &Token, is_after: bool, take: &mut impl FnMut(u32)) {
    let side = u32::from(is_after);
    each_bit(other.known, |bit| take(place(13, &[side, bit])));
    if other.is_word() {
        take(place(14, &[side, other.word]));
        let meant = other.meanings.into_iter().filter(|meaning| *meaning != 0);
        meant.for_each(|meaning| take(place(15, &[side, meaning])));
    }
}

/// Gives the places of the features that a token has by itself and together with those beside it to `take`.
pub(super) fn own(read: &Read<'_>, at: usize, take: &mut impl FnMut(u32)) {
    let tokens = &read.tokens;
    let Some(token) = tokens.get(at) else { return };
    let other = |by: isize| at.checked_add_signed(by).and_then(|at| tokens.get(at));
    let word = |by: isize| other(by).map_or(BORDER, |token| token.word);
    let shape = |by: isize| other(by).map_or(BORDER, |token| token.shape);
    let mut put = |kind: u32, parts: &[u32]| take(place(kind, parts));
    let (own, glued) = (token.word, u32::from(token.is_glued));
    put(2, &[token.head]);
    put(3, &[token.tail]);
    put(4, &[token.shape, glued]);
    put(5, &[token.value]);
    put(6, &[glued, u32::from(token.begins_line)]);
    put(30, &[word(-1), own]);
    put(31, &[own, word(1)]);
    put(32, &[word(-2), word(-1)]);
    put(33, &[word(1), word(2)]);
    put(35, &[shape(-2), shape(-1), token.shape, shape(1), shape(2)]);
    put(36, &[shape(-1), token.shape, shape(1)]);
    put(37, &[other(-1).map_or(BORDER, |token| token.tail)]);
    put(38, &[other(1).map_or(BORDER, |token| token.head)]);
    put(
        39,
        &[other(-1).map_or(BORDER, |token| token.value), token.value],
    );
    put(90, &[token.chunk, token.place]);
    put(92, &[token.place, token.shape]);
    if let Some(number) = token.number {
        put(94, &[number.digits, u32::from(number.is_plain)]);
        put(95, &[number.digits, number.first]);
        put(96, &[number.digits, number.pieces]);
        put(
            97,
            &[
                number.digits,
                number.pieces.min(4),
                number.place,
                number.first,
            ],
        );
    }
    for (kind, by) in (98..).zip([-1, 1]) {
        let digits = other(by).and_then(|other| other.number);
        put(
            kind,
            &[digits.map_or(0, |number| number.digits), token.shape],
        );
    }
    told(read, at, take);
}

/// Gives the places of what is told of a token by the text around it, and by recognisers of it and those beside it, to `take`.
fn told(read: &Read<'_>, at: usize, take: &mut impl FnMut(u32)) {
    let Some(token) = read.tokens.get(at) else {
        return;
    };
    let Read { said, contexts, .. } = read;
    let mut put = |kind: u32, parts: &[u32]| take(place(kind, parts));
    put(100, &[token.around.digits, token.shape]);
    if token.around.is_of_all {
        put(107, &[u32::from(token.number.is_some())]);
    }
    let quoted = u32::from(token.around.is_quoted);
    put(104, &[quoted]);
    for context in named(token.around.contexts, contexts) {
        put(102, &[context]);
    }
    for (kind, by) in (80..).zip([-1, 0, 1]) {
        let of_other = at.checked_add_signed(by).and_then(|at| said.get(at));
        for said in of_other.into_iter().flatten() {
            put(kind, &[said.code, u32::from(said.begins)]);
            if by == 0 {
                put(83, &[said.code, said.rule]);
                put(105, &[said.code, quoted]);
                put(106, &[said.code, token.around.digits]);
                for context in named(token.around.contexts, contexts) {
                    put(103, &[said.code, context]);
                }
            }
        }
    }
}

fn each_bit(mut bits: u64, mut take: impl FnMut(u32)) {
    while bits != 0 {
        take(bits.trailing_zeros());
        bits &= bits.wrapping_sub(1);
    }
}

/// What stands before the first token and after the last.
const BORDER: u32 = 0xb0_4de4;

/// The place of a feature of a kind.
fn place(kind: u32, parts: &[u32]) -> u32 {
    let hash = parts
        .iter()
        .fold(mix(0x811c_9dc5, kind), |hash, part| mix(hash, *part));
    let hash = hash.wrapping_mul(0x9e37_79b1);
    (hash ^ (hash >> 15)) & u32::try_from(PLACES.saturating_sub(1)).unwrap_or(u32::MAX)
}
