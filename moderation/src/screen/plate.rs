//! Number plates of Spain, Portugal, the United Kingdom, Ireland and Brazil.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far a plate may be from a word that leads to it, in words.
const NEAR: usize = 12;

/// The letters of plates of Spain.
const LETTERS: &str = "[BCDFGHJKLMNPRSTVWXYZ]";

/// What may be a plate. Only those of Spain are also looked for in small letters: words stand before numbers.
static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
    let small = "[BCDFGHJKLMNPRSTVWXYZbcdfghjklmnprstvwxyz]";
    pattern(&format!(
        r"\b(?:\d{{4}}[ .·\-]?{small}{{3}}|(?:\d ?){{4}}[ \-]?{LETTERS} {LETTERS} {LETTERS}|[A-Z]{{2}}[\- ]\d{{2}}[\- ][A-Z]{{2}}|[A-Z]{{2}}-\d{{3}}-[A-Z]{{2}}|\d{{2}}-[A-Z]{{2}}-\d{{2}}|\d{{2}}-\d{{2}}-[A-Z]{{2}}|[A-Z]{{2}}-\d{{2}}-\d{{2}}|[A-Z]{{1,2}}[ \-]\d{{4}}[ \-][A-Z]{{1,2}}|[A-Z]{{2}}\d{{2}} ?[A-Z]{{3}}|[A-Z]{{3}}[ \-]?\d[A-Z0-9]\d{{2}}|\d{{2,3}}[ \-][A-Z]{{1,2}}[ \-]\d{{2,6}}|C ?\d{{4}} ?{LETTERS}{{3}}|VMP ?\d{{6,8}}|[A-Z]{{1,2}}-\d{{5}}-VMP)\b"
    ))
});
/// Those that are plates also where nothing leads to them.
static SURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:\d{{4}}[ .·\-]?{LETTERS}{{3}}|(?:\d ?){{4}}[ \-]?{LETTERS} {LETTERS} {LETTERS}|[A-Z]{{2}}-\d{{2}}-[A-Z]{{2}}|[A-Z]{{2}}-\d{{3}}-[A-Z]{{2}}|[A-Z]{{1,2}}[ \-]\d{{4}}[ \-][A-Z]{{2}}|C\d{{4}}{LETTERS}{{3}}|VMP.*|.*VMP)$"
    ))
});

/// Finds number plates.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    for found in SHAPES.find_iter(view.source) {
        let Range {
            start: first,
            end: last,
        } = view.words_in(&found.range());
        let around = first.saturating_sub(NEAR)..last.saturating_add(NEAR);
        let is_led_to = view
            .parsed
            .cues_in(Cue::Plate, around)
            .any(|(at, _)| at < first || at >= last);
        let text = found.as_str();
        let is_small = text
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_lowercase);
        let is_spanish = text.starts_with(|c: char| c.is_ascii_digit());
        if is_small && !is_spanish {
            continue;
        }
        let is_year = text.starts_with("19") || text.starts_with("20");
        if is_led_to || (SURE.is_match(text) && !is_year) {
            findings.add(FindingCode::Plate, "plate", found.range());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Plate,
            &[
                ("la moto 4817 BKR está aquí", "4817 BKR"),
                ("o carro é AB-12-CD", "AB-12-CD"),
                ("el del 9051-LMB casi me atropella", "9051-LMB"),
                ("la moto de la vecina 1173·MTX", "1173·MTX"),
                ("qué coche, 1 1 7 3 J V T, mira", "1 1 7 3 J V T"),
                ("the taxi is 12 W 9034", "12 W 9034"),
                ("mi patinete es el VMP 0043871", "VMP 0043871"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &["2024 BCN", "27 y 45", "del 1234 al 1300", "somos 12 a 30"],
        );
    }
}
