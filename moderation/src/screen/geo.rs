//! Places that a map finds: coordinates, plus codes, links to maps, three words; and addresses of machines on the network.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

static COORDINATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[+-]?\d{1,2}[.,]\d{4,}°? ?[NS]?[ ,;/y]{1,4} ?(?:long?(?:itud|itude)?\.?:? ?)?[+-]?\d{1,3}[.,]\d{3,}°? ?[EWO]?",
    )
});
static DEGREES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)(?:[NS] ?)?\d{1,2} ?[°º] ?\d{1,2} ?['′’] ?(?:\d{1,2}(?:[.,]\d+)? ?(?:["″”]|'')?)? ?[NS]?[ ,;y]{1,4}(?:[EWO] ?)?\d{1,3} ?[°º] ?\d{1,2} ?['′’] ?(?:\d{1,2}(?:[.,]\d+)? ?(?:["″”]|'')?)? ?[EWO]?"#,
    )
});
static PLUS_CODE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"));
static MAP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:https?://)?(?:www\.)?(?:maps\.app\.goo\.gl/\S+|goo\.gl/maps/\S+|google\.[a-z.]+/maps\S*|maps\.google\.[a-z.]+\S*|maps\.apple\.com\S*|openstreetmap\.org/\S+|osm\.org/\S+|waze\.com/\S+|what3words\.com/\S+|w3w\.co/\S+|maps\.me\S*|bing\.com/maps\S*|wikiloc\.com/\S+)",
    )
});
static THREE_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"///\p{L}{3,}\.\p{L}{3,}\.\p{L}{3,}"));
static MACHINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"));

/// How far before an address the word for it may be, in words.
const BEFORE: usize = 6;

/// Finds places on the map, and addresses of machines.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let plain = view.folded.text();
    for at in COORDINATES
        .find_iter(plain)
        .filter_map(|found| place(&found))
    {
        findings.add_folded(FindingCode::Geo, "geo", view, at);
    }
    for regex in [&DEGREES, &PLUS_CODE, &MAP, &THREE_WORDS] {
        let found = regex.find_iter(view.source);
        for at in found.filter_map(|found| place(&found)) {
            findings.add(FindingCode::Geo, "geo", at);
        }
    }
    for found in MACHINE.find_iter(plain) {
        let parts: Vec<u16> = found
            .as_str()
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect();
        let is_address = parts.iter().all(|part| *part < 256)
            && !matches!(
                parts.as_slice(),
                [0 | 127 | 255, ..] | [1..=9, 0..=30, 0..=30, 0..=30]
            );
        let first = view
            .words
            .partition_point(|word| word.at.end <= found.start());
        let is_named = is_address
            && (first.saturating_sub(BEFORE)..first)
                .any(|at| matches!(view.word(at), "ip" | "server" | "servidor"));
        if is_named {
            findings.add_folded(FindingCode::Geo, "ip", view, found.range());
        }
    }
}

/// Where a place is, without what ends its sentence.
fn place(found: &regex::Match<'_>) -> Option<Range<usize>> {
    let text = found.as_str();
    let kept = text.trim_end_matches([' ', ',', '.', ')', '!', '?', ';', 'y']);
    let is_place = text.contains(['.', '+', '/', '°', 'º']);
    is_place.then(|| found.start()..found.start().saturating_add(kept.len()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Geo,
            &[
                ("estoy en 41.38741, 2.16861", "41.38741, 2.16861"),
                ("quedamos en ٤٠.٤١٦٨, -٣.٧٠٣٨", "٤٠.٤١٦٨, -٣.٧٠٣٨"),
                (
                    "mira https://maps.app.goo.gl/abc",
                    "https://maps.app.goo.gl/abc",
                ),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &["saqué un 3.5, 2.1 y 4.0", "39.457 y 40.172 personas"],
        );
    }
}
