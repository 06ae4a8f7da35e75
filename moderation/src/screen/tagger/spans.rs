//! Which tokens are told as personal data, by how likely each code is at each of them. What becomes of it is for `tagger`.

use std::ops::Range;

use super::super::FindingCode;
use super::tokens::Token;
use super::{CODES, Codes, Tags};

/// How likely it has to be that a token is personal data at all.
const LEAST_TOLD: f32 = 0.55;
/// The same for accounts, which no form gives away.
const LEAST_OF_ACCOUNTS: f32 = 0.5;
/// The same for what newspapers are full of: names and schools.
const LEAST_OF_NAMES: f32 = 0.75;
/// What part of that likelihood a code has to have.
const LEAST_SHARE: f32 = 0.4;

/// Some tokens that are likely personal data.
#[derive(Debug)]
pub(super) struct Span {
    /// The number of the code.
    pub(super) code: usize,
    /// Where it is in the source, in bytes.
    pub(super) at: Range<usize>,
    /// How likely the code is where it is likeliest.
    pub(super) likely: f32,
    /// Whether a domain of an institution is in it.
    pub(super) is_public: bool,
}

/// Tokens beside each other that may be of one code.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: usize,
    to: usize,
    likely: f32,
}

/// How likely each code is, whether as the first token of something or another.
pub(super) fn by_code(tags: &Tags) -> Codes {
    let mut codes = [0.0; CODES.len()];
    let [_nothing, pairs @ ..] = tags;
    for (sum, pair) in codes.iter_mut().zip(pairs.chunks_exact(2)) {
        *sum = pair.iter().sum();
    }
    codes
}

/// The tokens that are likely personal data, together with those beside them that are of the same. What may be of two codes is of both.
pub(super) fn spans(tokens: &[Token], codes: &[Codes], tags: &[Tags]) -> Vec<Span> {
    let sums: Vec<f32> = codes.iter().map(|codes| codes.iter().sum()).collect();
    let mut spans = Vec::new();
    for code in 0..CODES.len() {
        let mut open: Option<Run> = None;
        let all = codes.iter().zip(&sums).zip(tags).enumerate();
        let least = least(code);
        for (at, ((codes, any), tags)) in all.filter(|(_, ((_, any), _))| **any >= least) {
            let likely = codes.get(code).copied().unwrap_or(0.0);
            let begins = tags.get(code * 2 + 1).copied().unwrap_or(0.0) > likely / 2.0;
            if begins || open.is_some_and(|run| run.to != at) {
                spans.extend(open.take().and_then(|run| span(tokens, code, run)));
            }
            if likely >= any * LEAST_SHARE {
                let run = open.get_or_insert(Run {
                    from: at,
                    to: at,
                    likely,
                });
                run.to = at.saturating_add(1);
                run.likely = run.likely.max(likely);
            }
        }
        spans.extend(open.and_then(|run| span(tokens, code, run)));
    }
    spans
}

/// How likely it has to be that a token is personal data for a code to be told.
fn least(code: usize) -> f32 {
    match CODES.get(code) {
        Some(FindingCode::FullName | FindingCode::School) => LEAST_OF_NAMES,
        Some(FindingCode::Handle) => LEAST_OF_ACCOUNTS,
        _ => LEAST_TOLD,
    }
}

/// A run without the signs at its ends; nothing where there are only signs.
fn span(tokens: &[Token], code: usize, run: Run) -> Option<Span> {
    let tokens = tokens.get(run.from..run.to)?;
    let first = tokens.iter().find(|token| !token.is_bracket())?;
    let last = tokens.iter().rfind(|token| !token.is_bracket())?;
    tokens.iter().find(|token| !token.is_sign())?;
    Some(Span {
        code,
        at: first.at.start..last.at.end,
        likely: run.likely,
        is_public: tokens.iter().any(Token::is_of_public_domain),
    })
}
