//! Telephone numbers whose digits are spread over a text: in a recipe, in results of matches, at the beginning of its lines. Numbers that
//! stand together are for `phone`.

use std::ops::Range;

use super::super::cues::Cue;
use super::super::digits::Element;
use super::super::find::{Findings, View};
use super::super::{FindingCode, Rules};
use super::is_whole;

/// The fewest and the most pieces that are put together, and the longest text in which they are, in words: a long one has numbers by chance.
const LEAST: usize = 3;
const MOST: usize = 12;
const LONGEST: usize = 80;
/// So many digits are a number.
const DIGITS: usize = 9;

/// Finds numbers that all digits of a text are together, where words lead to one, and such that its lines begin with.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let elements = view.runs(rules).iter().flatten();
    let elements: Vec<&Element> = elements.filter(|element| !element.is_weak).collect();
    let lines: Vec<&Element> = elements
        .iter()
        .copied()
        .filter(|element| element.digits.len() == 1 && begins_line(view, element.words.start))
        .collect();
    if let Some(at) = lines.windows(DIGITS).find_map(number) {
        add(view, findings, at);
    }
    let is_short = view.words.len() <= LONGEST && (LEAST..=MOST).contains(&elements.len());
    let is_led_to = || {
        let mut cues = view.parsed.cues_in(Cue::Phone, 0..view.words.len());
        cues.next().is_some() || view.shows_telephone
    };
    let has_year = elements
        .iter()
        .any(|element| element.digits.len() == 4 && element.digits.starts_with("20"));
    if is_short
        && !has_year
        && let Some(at) = number(&elements)
        && is_led_to()
    {
        add(view, findings, at);
    }
}

/// The words from the first to the last of some pieces that are a number together.
fn number(elements: &[&Element]) -> Option<Range<usize>> {
    let digits: String = elements
        .iter()
        .map(|element| element.digits.as_str())
        .collect();
    let (first, last) = (elements.first()?, elements.last()?);
    is_whole(&digits).then_some(first.words.start..last.words.end)
}

fn begins_line(view: &View<'_>, word: usize) -> bool {
    let start = view.source_of(word..word.saturating_add(1));
    let before = start.and_then(|at| view.source.get(..at.start));
    before.is_some_and(|before| {
        let before = before.trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    })
}

fn add(view: &View<'_>, findings: &mut Findings, words: Range<usize>) {
    if let Some(at) = view.source_of(words) {
        findings.add(FindingCode::Phone, "phone.scattered", at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn digits_that_are_spread_over_a_text_are_a_number_where_words_lead_to_one() {
        let poem = "7 olas\n1 barca\n2 remos\n6 peces\n4 redes\n0 prisa\n9 nudos\n3 velas\n8 islas";
        assert_finds(
            find,
            FindingCode::Phone,
            &[
                (
                    "7 manzanas, 1 limón, 2 huevos, 6 nueces, 4 higos, 0 sal, 9 fresas, 3 kiwis y 8 uvas, y es mi wasap",
                    "7 manzanas, 1 limón, 2 huevos, 6 nueces, 4 higos, 0 sal, 9 fresas, 3 kiwis y 8",
                ),
                (
                    "lunes 7:12, martes 6:40, jueves 9:38: junta las horas y llámame",
                    "7:12, martes 6:40, jueves 9:38",
                ),
                (poem, poem.strip_suffix(" islas").unwrap()),
            ],
        );
    }

    #[test]
    fn numbers_of_ordinary_texts_are_let_be() {
        assert_silent(
            find,
            &[
                "7 manzanas, 1 limón, 2 huevos, 6 nueces, 4 higos, 0 sal, 9 fresas, 3 kiwis y 8 uvas",
                "quedamos el 6 de mayo de 2024 a las 17:30, llámame",
                "1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n8. h\n9. i",
            ],
        );
    }
}
