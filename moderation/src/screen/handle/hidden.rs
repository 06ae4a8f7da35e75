//! Names of accounts that are hidden: told in syllables, with a picture between their pieces, with a number after a sign that is said, by the
//! first letters of lines. Those that stand there are for `handle`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::cues::Cue;
use super::super::find::{Findings, View, pattern};
use super::super::{FindingCode, Rules};

/// Pieces with a picture after each but the last.
static WITH_PICTURES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[\p{L}0-9_]{1,12}(?:\p{Extended_Pictographic}\u{fe0f}?[\p{L}0-9_]{1,12}){2,8}")
});
/// How the sign of a tag is said, folded.
const HASH: [&str; 9] = [
    "almohadilla",
    "hashtag",
    "cardinal",
    "coixinet",
    "traola",
    "cancela",
    "cancelo",
    "numeral",
    "hash",
];
/// The fewest syllables of a name, and how long one is, in bytes.
const LEAST_SYLLABLES: usize = 4;
const SYLLABLE: usize = 3;
/// How far from a name it may be told that its pieces belong together, in words.
const NEAR: usize = 10;
/// The fewest lines of which the first letters are a name.
const LEAST_LINES: usize = 4;

/// Finds names that are hidden, in a text that tells of an account.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let has = |cue| {
        let mut cues = view.parsed.cues_in(cue, 0..view.words.len());
        cues.next().is_some()
    };
    let has_app = [
        Cue::Platform,
        Cue::WeakPlatform,
        Cue::Handle,
        Cue::WeakHandle,
    ]
    .into_iter()
    .any(has);
    let mut found = Vec::new();
    if has_app {
        found.extend(tags(rules, view));
    }
    if has_app && has(Cue::Joined) {
        found.extend(syllables(rules, view));
    }
    if has_app && has(Cue::Initials) {
        found.extend(lines(view));
    }
    if has_app || has(Cue::Joined) {
        found.extend(with_pictures(view));
    }
    for at in found {
        findings.add(FindingCode::Handle, "handle.hidden", at);
    }
}

/// `rafa almohadilla cuatro cuatro siete uno`.
fn tags(rules: &Rules, view: &View<'_>) -> Vec<Range<usize>> {
    let runs = view.runs(rules).iter().filter_map(|run| {
        let digits: usize = run.iter().map(|element| element.digits.len()).sum();
        let (first, last) = (run.first()?, run.last()?);
        let sign = first.words.start.checked_sub(1)?;
        let name = sign.checked_sub(1)?;
        let is_name = view.word(name).len() > 2 && view.word(name).chars().all(char::is_alphabetic);
        let is_tag = (3..=5).contains(&digits) && HASH.contains(&view.word(sign)) && is_name;
        is_tag.then(|| view.source_of(name..last.words.end))?
    });
    runs.collect()
}

/// `me li sa ba cha ta`: short pieces in a row, some of which are no words.
fn syllables(rules: &Rules, view: &View<'_>) -> Vec<Range<usize>> {
    let is_piece = |at: usize| view.word(at).len() <= SYLLABLE;
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..=view.words.len() {
        let goes_on =
            at < view.words.len() && is_piece(at) && (at == from || view.are_together(from, at));
        if goes_on {
            continue;
        }
        let is_sentence = (from..at).all(|at| rules.phrases.knows(view.word(at)));
        let around = from.saturating_sub(NEAR)..at.saturating_add(NEAR);
        let is_told = || view.parsed.cues_in(Cue::Joined, around).next().is_some();
        if at.saturating_sub(from) >= LEAST_SYLLABLES && !is_sentence && is_told() {
            found.extend(view.source_of(from..at));
        }
        from = if at < view.words.len() && is_piece(at) {
            at
        } else {
            at.saturating_add(1)
        };
    }
    found
}

/// `lu👻cas👻pa`: pieces with the same picture between them, and not the same piece again and again.
fn with_pictures(view: &View<'_>) -> Vec<Range<usize>> {
    let found = WITH_PICTURES.find_iter(view.source).filter(|found| {
        let is_letter = |c: char| c.is_alphanumeric() || c == '_';
        let mut pictures: Vec<char> = found
            .as_str()
            .chars()
            .filter(|c| !is_letter(*c) && *c != '\u{fe0f}')
            .collect();
        pictures.dedup();
        let mut pieces: Vec<&str> = found
            .as_str()
            .split(|c| !is_letter(c))
            .filter(|piece| !piece.is_empty())
            .collect();
        pieces.dedup();
        pictures.len() == 1 && pieces.len() > 2
    });
    found.map(|found| found.range()).collect()
}

/// The lines between those that tell of first letters, where there are enough of them.
fn lines(view: &View<'_>) -> Option<Range<usize>> {
    let mut start = 0_usize;
    let lines = view.source.split_inclusive('\n').map(|line| {
        let from = start;
        start = start.saturating_add(line.len());
        from..from.saturating_add(line.trim_end().len())
    });
    let mut best: Vec<Range<usize>> = Vec::new();
    let mut row: Vec<Range<usize>> = Vec::new();
    for line in lines.chain(std::iter::once(0..0)) {
        let words = view.words_in(&line);
        let tells = view
            .parsed
            .cues_in(Cue::Initials, words.clone())
            .next()
            .is_some();
        if words.is_empty() || tells {
            if row.len() > best.len() {
                best = std::mem::take(&mut row);
            }
            row.clear();
        } else {
            row.push(line);
        }
    }
    let (first, last) = (best.first()?, best.last()?);
    (best.len() >= LEAST_LINES).then_some(first.start..last.end)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn names_that_are_hidden_are_found() {
        let lines = "Gatos\nIguanas\nNutrias\nOsos";
        assert_finds(
            find,
            FindingCode::Handle,
            &[
                (
                    "en discord: rafa almohadilla cuatro cuatro siete uno",
                    "rafa almohadilla cuatro cuatro siete uno",
                ),
                (
                    "lo li ki bru xi, junta las sílabas y búscame en tiktok",
                    "lo li ki bru xi",
                ),
                ("en insta soy ma👻rta👻gil sin fantasmas", "ma👻rta👻gil"),
                (
                    &format!("Mi insta son las iniciales:\n{lines}\n\nAdiós"),
                    lines,
                ),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "ja😂ja😂ja😂 qué risa en tiktok",
                "tik tok no es lo que era y ya no va a mi",
                "Las iniciales del grupo:\nAna\nLuis",
                "en clase, cardinal uno dos tres",
            ],
        );
    }
}
