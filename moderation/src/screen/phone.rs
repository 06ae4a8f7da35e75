//! Telephone numbers, however they are written. Help lines and institutions' lines are never findings.

mod plan;
mod scattered;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::digits::{Element, Run};
use super::find::{Findings, View, digits, pattern, stands_alone};
use super::{FindingCode, Rules};
pub(super) use plan::is_whole;
use plan::{is_counting, is_foreign, is_help, is_national, national_rule};
pub(super) use scattered::may_be_a_number;

/// The fewest digits of a number.
const SHORTEST: usize = 9;
/// How far around a run a word that leads to a number counts, in words.
const NEAR: usize = 12;

/// A number of nine digits or with its country, in the usual shapes.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    let gap = r"[ .\-/·_|]{1,3}";
    let shapes = [
        r"\d{9}".to_owned(),
        format!(r"\d{{3}}{gap}\d{{3}}{gap}\d{{3}}"),
        format!(r"\d{{3}}{gap}\d{{2}}{gap}\d{{2}}{gap}\d{{2}}"),
        format!(r"\d{{2}}{gap}\d{{3}}{gap}\d{{2}}{gap}\d{{2}}"),
        format!(r"\d{{3}}{gap}\d{{6}}"),
        format!(r"(?:\d{gap}){{8}}\d"),
    ];
    let prefix = format!(r"(?P<prefix>(?:\+|\b00)3(?:4|51)(?:{gap})?)?");
    pattern(&format!(r"{prefix}(?P<number>{})", shapes.join("|")))
});
static INTERNATIONAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+|\b00)[1-9](?:[ .\-/·_|()]{0,3}\d){7,13}"));
/// Brazil, the United Kingdom and Ireland as they are written at home.
static AT_HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}\b|\b0[1-9](?:[ .-]\d{2}){4}\b|\b0[12]\d{2} \d{3} \d{4}\b|\(?\b[1-9]{2}\)? ?9\d{4}[- .]?\d{4}\b|\b07\d{3}[ -]?\d{3}[ -]?\d{3}\b|\b08[356789][ -]?\d{3}[ -]?\d{4}\b|\b01\d{3} ?\d{3} ?\d{3}\b|\b02[0-9] ?\d{4} ?\d{4}\b",
    )
});

/// Finds telephone numbers.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in PLAIN.captures_iter(text) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else {
            continue;
        };
        let prefix = digits(found.name("prefix").map_or("", |prefix| prefix.as_str()));
        let number = digits(number.as_str());
        let rule = national_rule(&prefix, &number);
        if let Some(rule) =
            rule.filter(|_| is_number(view, &whole.range()) && !is_counting(&number))
        {
            findings.add_folded(FindingCode::Phone, rule, view, whole.range());
        }
    }
    for regex in [&INTERNATIONAL, &AT_HOME] {
        for found in regex.find_iter(text) {
            let all = digits(found.as_str());
            if !is_help(&all) && is_number(view, &found.range()) {
                findings.add_folded(
                    FindingCode::Phone,
                    "phone.international",
                    view,
                    found.range(),
                );
            }
        }
    }
    for run in view.runs(rules) {
        in_run(view, run, findings);
    }
    scattered::find(rules, view, findings);
}

/// Numbers that are written in words, mixed, or with much between their digits.
fn in_run(view: &View<'_>, run: &Run, findings: &mut Findings) {
    let all: String = run.iter().map(|element| element.digits.as_str()).collect();
    let Some(words) = run
        .first()
        .zip(run.last())
        .map(|(first, last)| first.words.start..last.words.end)
    else {
        return;
    };
    if all.len() < SHORTEST {
        return;
    }
    let is_led = is_led_to(view, &words);
    let end = view.source_of(words.clone()).map_or(0, |at| at.end);
    let after = view.source.get(end..).unwrap_or_default().trim_start();
    if after.starts_with(['€', '$', '£', '%']) && !is_led {
        return;
    }
    if let Some(at) = whole_or_part(view, run, &all, is_led)
        && let Some(source) = view.source_of(at)
    {
        findings.add(FindingCode::Phone, "phone.spoken", source);
    }
}

/// The words of a run that are a number: all of it, or what is left without a first or last element that stands apart.
fn whole_or_part(
    view: &View<'_>,
    run: &[Element],
    all: &str,
    is_led: bool,
) -> Option<Range<usize>> {
    let words = |run: &[Element]| {
        let ends = run.first().zip(run.last());
        ends.map(|(first, last)| first.words.start..last.words.end)
    };
    if is_phone(view, run, all, is_led) {
        return words(run);
    }
    let is_spoken = run.iter().any(|element| !element.is_plain);
    if !is_spoken && !is_led {
        return None;
    }
    for from in 0..run.len().min(4) {
        for to in (run.len().saturating_sub(3)..=run.len()).rev() {
            let Some(part) = run
                .get(from..to)
                .filter(|part| part.len() < run.len() && !part.is_empty())
            else {
                continue;
            };
            let digits: String = part.iter().map(|element| element.digits.as_str()).collect();
            if is_phone(view, part, &digits, is_led) && digits.len() >= 9 {
                return words(part);
            }
        }
    }
    None
}

fn is_phone(view: &View<'_>, run: &[Element], digits: &str, is_led: bool) -> bool {
    let is_plain = run.iter().all(|element| element.is_plain);
    let weak = run.iter().filter(|element| element.is_weak).count();
    let said = run
        .iter()
        .filter(|element| !element.is_plain && !element.is_weak)
        .count();
    let is_unsure = weak.saturating_mul(2) > run.len() || (weak > 0 && said == 0);
    if is_counting(digits) || is_help(digits) || is_unsure {
        return false;
    }
    // Plain digits in usual shapes are found elsewhere; here they are in unusual ones.
    if is_plain && run.len() < 2 {
        return false;
    }
    let reversed: String = digits.chars().rev().collect();
    let is_spelt = run.len() == digits.len() && is_shaped(view, run);
    let fits = is_national(digits)
        || ((is_led || is_spelt) && is_foreign(digits))
        || (view.is_backwards && (is_national(&reversed) || is_foreign(&reversed)));
    let longest = run
        .iter()
        .map(|element| element.digits.len())
        .max()
        .unwrap_or(0);
    let is_amounts = run.iter().any(|element| {
        let end = element.words.end;
        view.is_next_to(end) && is_unit(view, end)
    });
    fits && longest <= 9 && (is_led || (!is_plain || is_shaped(view, run)) && !is_amounts)
}

/// Whether a word makes the number before it an amount; a single letter only where it is a unit.
pub(super) fn is_unit(view: &View<'_>, at: usize) -> bool {
    let word = view.word(at);
    let is_letter = word.chars().count() == 1;
    view.parsed.cue(Cue::AfterAmount, at).is_some()
        && (!is_letter || matches!(word, "m" | "g" | "l" | "h" | "k"))
}

/// Whether the same signs part all elements, and no words: `6/1/2/3…` and `(6)(1)(2)…`, and no scores or prices.
fn is_shaped(view: &View<'_>, run: &[Element]) -> bool {
    let mut gaps = run.windows(2).map(|pair| match pair {
        [one, next] => {
            let start = view
                .words
                .get(one.words.end.saturating_sub(1))
                .map_or(0, |word| word.at.end);
            let end = view
                .words
                .get(next.words.start)
                .map_or(start, |word| word.at.start);
            view.folded.text().get(start..end).unwrap_or_default()
        }
        _ => "",
    });
    let first = gaps.next().unwrap_or_default();
    let is_even = !first.contains([',', '\n'])
        && !first.chars().any(char::is_alphabetic)
        && gaps.all(|gap| gap == first);
    let lengths: Vec<usize> = run.iter().map(|element| element.digits.len()).collect();
    is_even && lengths.iter().all(|length| *length <= 4) && first.trim() != ":"
}

/// Whether words near a run lead to a telephone number.
fn is_led_to(view: &View<'_>, words: &Range<usize>) -> bool {
    let around = words.start.saturating_sub(NEAR)..words.end.saturating_add(NEAR);
    let is_in_run = |at: usize| words.contains(&at);
    view.parsed
        .cues_in(Cue::Phone, around)
        .any(|(at, _)| !is_in_run(at))
        || view.shows_telephone
}

/// Whether a range of the plain copy stands by itself and is neither part of a longer number or an address, nor an amount.
fn is_number(view: &View<'_>, at: &Range<usize>) -> bool {
    let text = view.folded.text();
    let mut before = text.get(..at.start).unwrap_or_default().chars().rev();
    let after = text.get(at.end..).unwrap_or_default();
    let mut following = after.chars();
    let decimal = |sign: Option<char>, digit: Option<char>| {
        matches!(sign, Some('.' | ',' | '/' | '-' | '='))
            && digit.is_some_and(|c| c.is_ascii_digit())
    };
    let next = view.words.partition_point(|word| word.at.start < at.end);
    let first = view.words.partition_point(|word| word.at.end <= at.start);
    let is_amount = after.trim_start().starts_with(['€', '$', '%', '£'])
        || after
            .trim_start_matches(' ')
            .starts_with(char::is_alphabetic)
            && is_unit(view, next);
    let is_reference = (1..=3).any(|back| {
        let start = first.checked_sub(back);
        start.is_some_and(|start| view.parsed.cue(Cue::BeforeAmount, start) == Some(first))
    });
    (stands_alone(text, at) || has_ending(text, at))
        && !decimal(before.next(), before.next())
        && !decimal(following.next(), following.next())
        && !is_amount
        && !is_reference
        && !is_in_address(text, at.start)
}

/// Whether a number is followed by nothing but an ending of Basque: `612345678ra`, to that number.
fn has_ending(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    let end = after.find(|c: char| !c.is_alphanumeric());
    let ending = after.get(..end.unwrap_or(after.len())).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric)
        && matches!(
            ending,
            "ra" | "ri" | "ko" | "n" | "an" | "k" | "tik" | "era" | "rekin"
        )
}

/// How far back the beginning of a web address is looked for, in characters.
const MOST_OF_ADDRESS: usize = 200;

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
                ("６１２３４５６７８", "６１２３４５６７８"),
                ("612\u{200b}345\u{200b}678", "612\u{200b}345\u{200b}678"),
                ("liga +351 912345678", "+351 912345678"),
                ("call +44 7400 123456 now", "+44 7400 123456"),
                ("chama no zap (21) 98765-4321", "(21) 98765-4321"),
                ("ring my nan on 0141 649 2873", "0141 649 2873"),
                ("the landline is (021) 487 6315", "(021) 487 6315"),
                ("ene zenbakia: 06 47 82 19 53", "06 47 82 19 53"),
                ("deitu +34 677 290 418ra", "+34 677 290 418"),
            ],
        );
    }

    #[test]
    fn numbers_are_found_in_words_glued_mixed_and_in_other_scripts() {
        assert_finds(
            find,
            FindingCode::Phone,
            &[
                (
                    "seis uno dos tres cuatro cinco seis siete ocho",
                    "seis uno dos tres cuatro cinco seis siete ocho",
                ),
                (
                    "seiscientos doce, treinta y cuatro, cincuenta y seis, setenta y ocho",
                    "seiscientos doce, treinta y cuatro, cincuenta y seis, setenta y ocho",
                ),
                (
                    "sei bat bi hiru lau bost sei zazpi zortzi",
                    "sei bat bi hiru lau bost sei zazpi zortzi",
                ),
                (
                    "6 uno 2 tres 4 cinco 6 siete 8",
                    "6 uno 2 tres 4 cinco 6 siete 8",
                ),
                ("6O2 34l 678", "6O2 34l 678"),
                ("٦١٢٣٤٥٦٧٨", "٦١٢٣٤٥٦٧٨"),
                ("(6)(1)(2)(3)(4)(5)(6)(7)(8)", "6)(1)(2)(3)(4)(5)(6)(7)(8"),
                (
                    "nove um dois três quatro cinco seis sete oito",
                    "nove um dois três quatro cinco seis sete oito",
                ),
            ],
        );
    }

    #[test]
    fn help_lines_amounts_and_counting_are_let_be() {
        assert_silent(
            find,
            &[
                "llama al 016, al 024 o al 112",
                "900 20 20 10",
                "116 111",
                "612.345.678 €",
                "912 345 678 votos",
                "uno dos tres cuatro cinco seis siete ocho nueve",
                "9781234567897",
                "https://vimeo.com/612345678",
                "a612345678",
                "6 huevos, 2 yogures, 4 medidas de harina, 3 de azúcar",
            ],
        );
    }
}
