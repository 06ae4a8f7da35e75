//! Number plates of Spain, Portugal, the United Kingdom, Ireland and Brazil.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far a plate may be from a word that leads to it, in words.
const NEAR: usize = 12;

/// Plates that look like nothing else, in capitals or not.
static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}|[A-Z]{2}[\- ]\d{2}[\- ][A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-\d{2}|[A-Z]{1,2}[ \-]\d{4}[ \-][A-Z]{1,2}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{3}[ \-]?\d[A-Z0-9]\d{2}|\d{2,3}-[A-Z]{1,2}-\d{2,6})\b",
    )
});
/// Those that are plates also where nothing leads to them.
static SURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}|[A-Z]{2}-\d{2}-[A-Z]{2})$")
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
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(find, &["2024 BCN", "27 y 45"]);
    }
}
