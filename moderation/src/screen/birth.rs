//! Dates of birth: a date beside words that tell of a birthday, or one by which its owner is of the age of the panel.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far a date may be from the words that lead to it, in words.
const NEAR: usize = 9;

const MONTH: &str = r"(?:enero|ene|febrero|feb|marzo|mar|abril|abr|mayo|junio|jun|julio|jul|agosto|ago|septiembre|setiembre|sep|sept|octubre|oct|noviembre|nov|diciembre|dic|janeiro|jan|fevereiro|fev|março|abril|maio|mai|junho|julho|setembro|set|outubro|out|novembro|dezembro|dez|gener|febrer|març|maig|juny|juliol|agost|setembre|octubre|novembre|desembre|xaneiro|xan|febreiro|xuño|xullo|outubro|decembro|dec|urtarrila?[rk]?e?n?|otsaila?[rk]?e?n?|martxoa?[rk]?e?n?|apirila?[rk]?e?n?|maiatza?[rk]?e?n?|ekaina?[rk]?e?n?|uztaila?[rk]?e?n?|abuztua?[rk]?e?n?|iraila?[rk]?e?n?|urria?[rk]?e?n?|azaroa?[rk]?e?n?|abendua?[rk]?e?n?|january|february|march|april|may|june|july|august|september|october|november|december|aug)";
const YEAR: &str = r"(?:(?:19|20)\d{2}|['’]?\d{2})";
const DAY: &str = r"(?:[12]\d|3[01]|0?[1-9])";

static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:{DAY} ?[/.\-] ?(?:1[0-2]|0?[1-9])(?: ?[/.\-] ?{YEAR})?|(?:19|20)\d{{2}}[/.\-](?:1[0-2]|0[1-9])[/.\-]{DAY})\b"
    ))
});
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let ordinal = "(?:st|nd|rd|th|º|o|a)?";
    let joined = "(?: ?(?:de|d|del|of|do|da|de l)? ?| d'| de l')";
    pattern(&format!(
        r"\b(?:{DAY}{ordinal}{joined}{MONTH}\b(?:[ ,]*(?:de |del |d |do |of )?{YEAR}\b)?|{MONTH}[ ,]+(?:the )?{DAY}{ordinal}\b(?:[ ,]+{YEAR}\b)?|(?:(?:19|20)\d{{2}}(?:ko|eko)? )?{MONTH} {DAY}(?:an|n|a|ean|ko)?\b|(?:uno|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|primeiro|dois|um|first|second|third) (?:de |of )?{MONTH}\b)"
    ))
});
/// A date of birth by which somebody is 8 to 19 in the years to come.
static OF_AGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:200[7-9]|201[0-8]|[/.\-] ?(?:0[7-9]|1[0-8]))$"));

/// Finds dates of birth.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for (regex, is_numeric) in [(&NUMERIC, true), (&WORDS, false)] {
        for found in regex.find_iter(text) {
            let first = view
                .words
                .partition_point(|word| word.at.end <= found.start());
            let last = view
                .words
                .partition_point(|word| word.at.start < found.end());
            let is_full = OF_AGE.is_match(found.as_str());
            let is_alone =
                is_numeric && is_full && found.as_str().matches(['/', '-', '.']).count() > 1;
            if is_led_to(view, first..last) || (is_alone && !is_of_event(view, first..last)) {
                findings.add_folded(FindingCode::BirthDate, "birth", view, found.range());
            }
        }
    }
}

/// Whether words near a date tell of somebody's birth who is no historical person.
fn is_led_to(view: &View<'_>, words: Range<usize>) -> bool {
    let from = words.start.saturating_sub(NEAR);
    let to = words.end.saturating_add(NEAR);
    let same = |at: usize| {
        let sentence = |at: usize| view.words.get(at).map(|word| word.sentence);
        sentence(at)
            .zip(sentence(words.start))
            .is_some_and(|(one, other)| one.abs_diff(other) < 2)
    };
    let is_near = view
        .parsed
        .cues_in(Cue::Birth, from..to)
        .any(|(at, _)| !words.contains(&at) && same(at));
    (is_near || is_owned(view, &words)) && !is_of_event(view, words)
}

/// `somos del 3 de mayo`: whoever is of a day was born on it.
fn is_owned(view: &View<'_>, words: &Range<usize>) -> bool {
    const OF: &[&str] = &["de", "del", "do", "da", "d", "dia", "of", "el"];
    const FROM: &[&str] = &["de", "del", "do", "d", "of"];
    const BE: &[&str] = &[
        "soy", "somos", "son", "es", "soc", "som", "sou", "naiz", "gara", "die", "dira",
    ];
    let before = (1..=4).filter_map(|back| words.start.checked_sub(back));
    let mut before = before.skip_while(|at| OF.contains(&view.word(*at)));
    before.next().is_some_and(|at| {
        let next = at.saturating_add(1);
        // Things are on a day, people are of one: `the exam is on the 12th`.
        let is_of = !matches!(view.word(at), "es" | "son") || FROM.contains(&view.word(next));
        BE.contains(&view.word(at)) && next < words.start && is_of
    })
}

/// Whether a date is that of history or of a public person.
fn is_of_event(view: &View<'_>, words: Range<usize>) -> bool {
    let around = words.start.saturating_sub(14)..words.end.saturating_add(10);
    let has = |cue| view.parsed.cues_in(cue, around.clone()).next().is_some();
    let is_old = words.clone().any(|at| {
        let word = view.word(at);
        word.len() == 4
            && word
                .parse::<u16>()
                .is_ok_and(|year| (1000..1995).contains(&year))
    });
    has(Cue::Event) || has(Cue::Public) || is_old
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::BirthDate,
            &[
                ("nací el 3 de mayo de 2012", "3 de mayo de 2012"),
                ("mi cumple es el 12/09", "12/09"),
                ("my birthday is 4 July", "4 July"),
                (
                    "Vaig néixer el 3 de maig de 2011, el dia que va morir l'àvia.",
                    "3 de maig de 2011",
                ),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "el 8 de marzo es el día de la mujer",
                "el escritor nació el 3 de mayo de 1912",
            ],
        );
    }
}
