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
/// How far a line may be indented, in bytes.
const MOST_INDENTED: usize = 20;
/// So many digits are a number.
const DIGITS: usize = 9;

/// Finds numbers that all digits of a text are together, where it is said that they are one, and such that its lines begin with.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let elements = elements(rules, view);
    let breaks = view.source.match_indices('\n');
    let breaks: Vec<usize> = breaks.map(|(at, _)| at.saturating_add(1)).collect();
    let digits = elements.iter().filter(|element| element.digits.len() == 1);
    let lines: Vec<(usize, &Element)> = digits
        .filter_map(|element| Some((line_begun(view, &breaks, element)?, *element)))
        .collect();
    let follow = |row: &&[(usize, &Element)]| {
        row.windows(2)
            .all(|pair| matches!(pair, [(one, _), (next, _)] if next.saturating_sub(*one) == 1))
    };
    if let Some(at) = lines.windows(DIGITS).filter(follow).find_map(|row| {
        let row: Vec<&Element> = row.iter().map(|(_, element)| *element).collect();
        number(&row)
    }) {
        add(view, findings, at);
    }
    let is_said = || {
        let mut cues = view.parsed.cues_in(Cue::OneNumber, 0..view.words.len());
        cues.next().is_some()
    };
    let has_year = elements
        .iter()
        .any(|element| element.digits.len() == 4 && element.digits.starts_with("20"));
    if !has_year
        && let Some(at) = all_together(view, &elements)
        && is_said()
    {
        add(view, findings, at);
    }
}

/// The digits of a text, whatever stands between them.
fn elements<'a>(rules: &Rules, view: &'a View<'_>) -> Vec<&'a Element> {
    let elements = view.runs(rules).iter().flatten();
    elements.filter(|element| !element.is_weak).collect()
}

/// Where all digits of a short text are, if they are a number together.
fn all_together(view: &View<'_>, elements: &[&Element]) -> Option<Range<usize>> {
    let is_short = view.words.len() <= LONGEST && (LEAST..=MOST).contains(&elements.len());
    is_short.then(|| number(elements)).flatten()
}

/// The words from the first to the last digit of a short text all of whose digits are a number together, by chance or not.
pub(in super::super) fn may_be_a_number(rules: &Rules, view: &View<'_>) -> Option<Range<usize>> {
    all_together(view, &elements(rules, view))
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

/// The number of the line that begins with a piece and goes on with a word; none where it is the number of a list.
fn line_begun(view: &View<'_>, breaks: &[usize], element: &Element) -> Option<usize> {
    let at = view.source_of(element.words.clone())?;
    let line = breaks.partition_point(|after| *after <= at.start);
    let start = line.checked_sub(1).and_then(|last| breaks.get(last));
    let before = view.source.get(start.copied().unwrap_or(0)..at.start)?;
    let after = view.source.get(at.end..)?;
    let is_begun = before.len() <= MOST_INDENTED && before.trim().is_empty();
    (is_begun && after.starts_with(' ')).then_some(line)
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
    fn digits_that_are_spread_over_a_text_are_a_number_where_it_is_said() {
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
                "Lo mejor:\n1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\nLo peor:\n1. h\n2. i\n3. j\n4. k",
                "6 patos\n7 gatos\ny luego:\n1 pez\n2 osos\n3 linces\n4 ranas\n5 topos\n6 buhos\n7 cuervos",
                "Mi móvil nuevo tiene 6.7 pulgadas, 256 GB, 12 de ram y 50 megapíxeles",
                "El delantero anota 6 goles en 12 partidos, con 24 remates, 18 faltas y 35 pases",
            ],
        );
    }
}
