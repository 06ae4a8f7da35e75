//! Names of accounts that are hidden: told in syllables or letters, with a picture between their pieces, with a number after a sign that is
//! said, by the first letters of lines. Those that stand there are for `handle`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::cues::Cue;
use super::super::find::{Findings, View, pattern};
use super::super::phrases::words_of;
use super::super::{FindingCode, Rules};

/// Pieces with a picture after each but the last.
static WITH_PICTURES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\p{L}0-9_]{1,12}(?:[\p{Extended_Pictographic}--[™©®‼⁉]][\u{1f3fb}-\u{1f3ff}\u{fe0f}]*[\p{L}0-9_]{1,12}){2,8}",
    )
});
/// Letters and digits with signs and spaces between them, in the plain copy.
static LETTERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b[a-z0-9ñç](?:[ ._-]{1,3}[a-z0-9ñç]\b){5,29}"));
/// What says that pictures are to be left out.
const WITHOUT: [&str; 6] = ["sin", "sem", "sense", "sen", "without", "gabe"];
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
/// The fewest lines of which the first letters are a name, and how long one may be, in words.
const LEAST_LINES: usize = 4;
const LONGEST_LINE: usize = 6;
/// What tells of an account.
const ACCOUNT: [Cue; 4] = [
    Cue::Platform,
    Cue::WeakPlatform,
    Cue::Handle,
    Cue::WeakHandle,
];

/// Finds names that are hidden, in a text that tells of an account.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let has = |cue| {
        let mut cues = view.parsed.cues_in(cue, 0..view.words.len());
        cues.next().is_some()
    };
    let has_app = ACCOUNT.into_iter().any(has);
    let mut found = Vec::new();
    if has_app {
        found.extend(tags(rules, view));
    }
    if has_app && has(Cue::Joined) {
        found.extend(syllables(rules, view));
        found.extend(letters(view));
    }
    if has_app && has(Cue::Initials) {
        found.extend(lines(view));
    }
    let is_left_out = || (0..view.words.len()).any(|at| WITHOUT.contains(&view.word(at)));
    if has(Cue::Handle) || has(Cue::Joined) || is_left_out() {
        found.extend(with_pictures(rules, view));
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
        let word = view.word(name);
        let is_name = word.len() > 2
            && word.chars().all(char::is_alphabetic)
            && (rules.names.is_given(word) || !rules.phrases.knows(word));
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
        let known = (from..at)
            .filter(|at| rules.phrases.knows(view.word(*at)))
            .count();
        let is_sentence = known.saturating_mul(2) > at.saturating_sub(from);
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

/// `p e l u s a - f c`: letters, where it is told that they belong together.
fn letters(view: &View<'_>) -> Vec<Range<usize>> {
    let found = LETTERS.find_iter(view.folded.text());
    let with_letters = found.filter(|found| found.as_str().contains(char::is_alphabetic));
    with_letters
        .filter_map(|found| view.folded.source(found.range()))
        .collect()
}

/// `lu👻cas👻pa`: pieces with the same picture between them, not all of them words or names, nor the same one again and again.
fn with_pictures(rules: &Rules, view: &View<'_>) -> Vec<Range<usize>> {
    // Few texts have any, and the pattern is slow.
    let may_be_picture = |c: char| c > '\u{2000}' && !c.is_alphanumeric();
    if !view.source.contains(may_be_picture) {
        return Vec::new();
    }
    let found = WITH_PICTURES.find_iter(view.source).filter(|found| {
        let is_letter = |c: char| c.is_alphanumeric() || c == '_';
        let mut pictures: Vec<char> = found
            .as_str()
            .chars()
            .filter(|c| !is_letter(*c) && !matches!(*c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'))
            .collect();
        pictures.dedup();
        let mut pieces: Vec<&str> = found
            .as_str()
            .split(|c| !is_letter(c))
            .filter(|piece| !piece.is_empty())
            .collect();
        pieces.dedup();
        let is_word = |piece: &&str| {
            let words = words_of(piece);
            let mut words = words.iter();
            words.all(|word| rules.phrases.knows(word) || rules.names.is_given(word))
        };
        pictures.len() == 1 && pieces.len() > 2 && !pieces.iter().all(is_word)
    });
    found.map(|found| found.range()).collect()
}

/// The short lines after the one, or before it, that tells of first letters and of an account, where there are enough of them.
fn lines(view: &View<'_>) -> Option<Range<usize>> {
    let mut start = 0_usize;
    let lines = view.source.split_inclusive('\n').map(|line| {
        let from = start;
        start = start.saturating_add(line.len());
        from..from.saturating_add(line.trim_end().len())
    });
    let lines: Vec<Range<usize>> = lines.collect();
    let tells = |line: &Range<usize>| {
        let words = view.words_in(line);
        let has = |cues: &[Cue]| {
            let told = |cue: &Cue| view.parsed.cues_in(*cue, words.clone()).next().is_some();
            cues.iter().any(told)
        };
        has(&[Cue::Initials]) && has(&ACCOUNT)
    };
    let at = lines.iter().position(tells)?;
    let is_short = |line: &&Range<usize>| (1..=LONGEST_LINE).contains(&view.words_in(line).len());
    let is_empty = |line: &&Range<usize>| line.is_empty();
    let after = lines.iter().skip(at.saturating_add(1));
    let before = lines.iter().take(at).rev();
    let rows: [Vec<_>; 2] = [
        after.skip_while(is_empty).take_while(is_short).collect(),
        before.skip_while(is_empty).take_while(is_short).collect(),
    ];
    let row = rows.iter().find(|row| row.len() >= LEAST_LINES)?;
    let first = row.iter().map(|line| line.start).min()?;
    let last = row.iter().map(|line| line.end).max()?;
    Some(first..last)
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
                    "vlu kro bri zax, junta las sílabas y búscame en tiktok",
                    "vlu kro bri zax",
                ),
                ("en insta soy ma👻rta👻gil sin fantasmas", "ma👻rta👻gil"),
                ("ru👻be👻nin, sem os fantasmas", "ru👻be👻nin"),
                (
                    "T r u e n o - R S - 9 en la play, todo junto",
                    "T r u e n o - R S - 9",
                ),
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
                "búscame en tiktok, ja😂ja😂ja😂 qué risa",
                "búscame en tiktok: Lucía💙Sara💙Ana💙Mar",
                "Cuando leo todo seguido en el tiktok me gusta: es de lo que va la ESO",
                "Las iniciales del grupo en tiktok:\nAna\nLuis",
                "Os cuento cómo creé mi logo con mis iniciales.\nLo hice en clase.\nUsé rotuladores.\nLo pinté.\nLo vi en youtube.",
                "En instagram pon el reto con hashtag 2030",
            ],
        );
    }
}
