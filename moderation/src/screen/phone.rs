//! Telephone numbers of Spain, Portugal and anywhere else. Help lines are never findings.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::FindingCode;
use super::find::{Findings, View, digits, pattern, stands_alone};

/// The numbers that help, without their country; the shorter ones (017, 016, 024, 112) are too short to be found.
const HELP_LINES: [&str; 10] = [
    "017",
    "016",
    "024",
    "112",
    "116111",
    "900116117",
    "900202010",
    "800219090",
    "600000016",
    "600505152",
];

/// How far back the beginning of a web address is looked for, in characters.
const MOST_OF_ADDRESS: usize = 200;

/// What may stand between the digits of a number.
const GAP: &str = r"[ .\-/·_|]{1,3}";

static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let prefix = format!(r"(?P<prefix>(?:\+|\b00)3(?:4|51)(?:{GAP})?)?");
    let shapes = [
        r"\d{9}".to_owned(),
        format!(r"\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}"),
        format!(r"\d{{3}}{GAP}\d{{2}}{GAP}\d{{2}}{GAP}\d{{2}}"),
        format!(r"\d{{2}}{GAP}\d{{3}}{GAP}\d{{2}}{GAP}\d{{2}}"),
        format!(r"\d{{3}}{GAP}\d{{6}}"),
        format!(r"(?:\d{GAP}){{8}}\d"),
    ];
    pattern(&format!(r"{prefix}(?P<number>{})", shapes.join("|")))
});
static INTERNATIONAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?:\+|\b00)[1-9](?:(?:{GAP})?\d){{7,13}}")));
/// What makes a number an amount.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s?(?:€|\$|%|euros?\b|dolar|dollars?\b|personas?\b|pessoas\b|people\b|persones\b|votos\b|votes\b|vots\b|habitantes?\b|km\b|kilometros\b|anos\b|años\b|years\b|visitas\b|seguidores\b)",
    )
});

/// Finds telephone numbers.
pub(super) fn find(view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in NATIONAL.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else {
            continue;
        };
        let prefix = digits(found.name("prefix").map_or("", |prefix| prefix.as_str()));
        let rule = national_rule(&prefix, &digits(number.as_str()));
        if let Some(rule) = rule.filter(|_| is_number(text, &whole.range())) {
            findings.add_folded(FindingCode::Phone, rule, view, whole.range());
        }
    }
    for found in INTERNATIONAL.find_iter(text) {
        let all = digits(found.as_str());
        let number = all.strip_prefix("00").unwrap_or(&all);
        let national = number.strip_prefix("34").unwrap_or(number);
        if !HELP_LINES.contains(&national) && is_number(text, &found.range()) {
            findings.add_folded(
                FindingCode::Phone,
                "phone.international",
                view,
                found.range(),
            );
        }
    }
}

/// The rule that nine digits fulfil.
fn national_rule(prefix: &str, number: &str) -> Option<&'static str> {
    if HELP_LINES.contains(&number) {
        return None;
    }
    let portuguese = prefix.ends_with("351");
    match number.as_bytes() {
        [b'2' | b'3' | b'6' | b'7' | b'9', ..] if portuguese => Some("phone.pt"),
        _ if portuguese => None,
        [b'6'..=b'9', ..] => Some("phone.es"),
        [b'2', b'1'..=b'9', ..] if prefix.is_empty() => Some("phone.pt"),
        _ => None,
    }
}

/// Whether a range stands by itself and is neither part of a longer number nor an amount.
fn is_number(text: &str, at: &Range<usize>) -> bool {
    let mut before = text.get(..at.start).unwrap_or_default().chars().rev();
    let after = text.get(at.end..).unwrap_or_default();
    let mut following = after.chars();
    let decimal = |sign: Option<char>, digit: Option<char>| {
        matches!(sign, Some('.' | ',' | '/' | '-' | '='))
            && digit.is_some_and(|c| c.is_ascii_digit())
    };
    stands_alone(text, at)
        && !decimal(before.next(), before.next())
        && !decimal(following.next(), following.next())
        && !AMOUNT.is_match(after)
        && !is_in_address(text, at.start)
}

/// Whether what stands here is part of a web address or the value of an attribute.
fn is_in_address(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    if before.ends_with('=') {
        return true;
    }
    let start = before
        .char_indices()
        .rev()
        .take(MOST_OF_ADDRESS)
        .take_while(|(_, character)| !character.is_whitespace())
        .last()
        .map_or(at, |(start, _)| start);
    before
        .get(start..)
        .is_some_and(|token| token.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn numbers_are_found_in_every_usual_shape() {
        assert_finds(
            find,
            FindingCode::Phone,
            &[
                ("llama al 612345678.", "612345678"),
                ("llama al 612 34 56 78 o no", "612 34 56 78"),
                ("tfno 91 234 56 78", "91 234 56 78"),
                ("+34-612-345-678", "+34-612-345-678"),
                ("0034 612345678", "0034 612345678"),
                ("es 6-1-2-3-4-5-6-7-8", "6-1-2-3-4-5-6-7-8"),
                ("６１２３４５６７８", "６１２３４５６７８"),
                ("6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
                ("612\u{200b}345\u{200b}678", "612\u{200b}345\u{200b}678"),
                ("o meu é 912 345 678", "912 345 678"),
                ("liga +351 912345678", "+351 912345678"),
                ("liga 212 345 678", "212 345 678"),
                ("call +44 7400 123456 now", "+44 7400 123456"),
                ("(612.345.678)", "612.345.678"),
            ],
        );
    }

    #[test]
    fn help_lines_are_no_findings() {
        assert_silent(
            find,
            &[
                "017",
                "llama al 016",
                "024",
                "112",
                "116 111",
                "900 116 117",
                "900 20 20 10",
                "800 219 090",
                "+34 900 20 20 10",
                "900202010",
                "600 000 016",
                "0034 900 116 117",
            ],
        );
    }

    #[test]
    fn other_numbers_are_let_be() {
        assert_silent(
            find,
            &[
                "600 personas",
                "612.345.678 €",
                "912 345 678 votos",
                "+2 puntos",
                "3.612345678",
                "2019-2020 2021",
                "1234567890123",
                "id=612345678-99",
                "9781234567897",
                "123 456 789",
                "a612345678",
                "v612345678",
                "https://vimeo.com/612345678",
                "https://a.es/b/#comment-799889923",
                "{{< vimeo id=800166375 >}}",
                "+1 +2 +3",
                "612 345",
                "700 000 000 personas",
            ],
        );
    }
}
