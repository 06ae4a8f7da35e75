//! What shows only when texts are read together: a number or an address that is split over title, summary, body and what the author sent before, and a
//! text that was sent before. What one text says by itself is for the recognisers.

use std::collections::HashSet;
use std::hash::BuildHasher as _;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::digits::Run;
use super::find::{Findings, View};
use super::mail;
use super::phone;
use super::{Field, Finding, FindingCode, Rules};

/// The most digits that stand in one place; more is a number by itself.
const LONGEST: usize = 7;
/// A text with more numbers is about numbers.
const MOST_PIECES: usize = 4;
/// So many words in a row are compared.
const TOGETHER: usize = 3;
/// Fewer of them say nothing.
const LEAST_COMPARED: usize = 20;

/// Some digits in a text.
struct Piece {
    digits: String,
    at: Range<usize>,
}

/// Finds what the texts of an item show together with those that were sent `earlier`, the oldest first.
pub(super) fn find(rules: &Rules, own: &[(Field, View<'_>)], earlier: &[View<'_>]) -> Vec<Finding> {
    let mut found = split_numbers(rules, own, earlier);
    found.extend(mail::split::find(rules, &texts(own, earlier)));
    if let Some((field, view)) = own.iter().find(|(field, _)| *field == Field::Body)
        && is_repeated(view, earlier)
    {
        let mut findings = Findings::new(*field);
        findings.add(FindingCode::Spam, "spam.repeated", 0..view.source.len());
        found.extend(findings.into_list());
    }
    found
}

/// All texts in the order in which they were sent, with the field of those of the item.
fn texts<'a>(
    own: &'a [(Field, View<'a>)],
    earlier: &'a [View<'a>],
) -> Vec<(Option<Field>, &'a View<'a>)> {
    let before = earlier.iter().map(|view| (None, view));
    let now = own.iter().map(|(field, view)| (Some(*field), view));
    before.chain(now).collect()
}

/// The pieces of numbers that are whole over several texts; those of them that are in the item.
fn split_numbers(rules: &Rules, own: &[(Field, View<'_>)], earlier: &[View<'_>]) -> Vec<Finding> {
    let texts: Vec<(Option<Field>, Vec<Piece>)> = texts(own, earlier)
        .into_iter()
        .map(|(field, view)| (field, pieces(rules, view)))
        .filter(|(_, pieces)| !pieces.is_empty())
        .collect();
    let mut found = Vec::new();
    for (last, _) in texts
        .iter()
        .enumerate()
        .filter(|(_, (field, _))| field.is_some())
    {
        for first in 0..last {
            let together = texts.get(first..=last).unwrap_or_default();
            let digits: String = together
                .iter()
                .flat_map(|(_, pieces)| pieces)
                .map(|piece| piece.digits.as_str())
                .collect();
            if !phone::is_whole(&digits) {
                continue;
            }
            for (field, pieces) in together {
                let mut findings = Findings::new(field.unwrap_or(Field::Body));
                for piece in pieces.iter().filter(|_| field.is_some()) {
                    findings.add(FindingCode::Phone, "phone.split", piece.at.clone());
                }
                found.extend(findings.into_list());
            }
        }
    }
    found
}

/// The digits of a text that may be part of a number; none of a text with many.
fn pieces(rules: &Rules, view: &View<'_>) -> Vec<Piece> {
    let runs = view.runs(rules).iter();
    let pieces = runs.filter_map(|run| piece(view, run));
    let pieces: Vec<Piece> = pieces.take(MOST_PIECES.saturating_add(1)).collect();
    if pieces.len() > MOST_PIECES {
        return Vec::new();
    }
    pieces
}

fn piece(view: &View<'_>, run: &Run) -> Option<Piece> {
    let digits: String = run.iter().map(|element| element.digits.as_str()).collect();
    let words = run.first()?.words.start..run.last()?.words.end;
    let at = view.source_of(words.clone())?;
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_word = run.iter().all(|element| element.is_weak);
    let before = view.source.get(..at.start)?.chars().next_back();
    let after = view.source.get(at.end..)?.chars().next();
    let is_amount = before.is_some_and(|sign| ":/$€£".contains(sign))
        || after.is_some_and(|sign| ":/%$€£ºª°h".contains(sign))
        || phone::is_unit(view, words.end);
    let is_piece = (2..=LONGEST).contains(&digits.len()) && !is_year && !is_word && !is_amount;
    is_piece.then_some(Piece { digits, at })
}

/// Whether nearly the same was sent before.
fn is_repeated(view: &View<'_>, earlier: &[View<'_>]) -> bool {
    let own = compared(view);
    own.len() >= LEAST_COMPARED
        && earlier.iter().any(|before| {
            let before = compared(before);
            let common = own.intersection(&before).count();
            let all = own
                .len()
                .saturating_add(before.len())
                .saturating_sub(common);
            // Four of five: a few words were changed.
            common.saturating_mul(5) >= all.saturating_mul(4)
        })
}

/// What is compared of a text: its words, three in a row.
fn compared(view: &View<'_>) -> HashSet<u64> {
    let last = view.words.len().saturating_sub(TOGETHER.saturating_sub(1));
    let rows = (0..last).map(|at| {
        let words: [&str; TOGETHER] =
            std::array::from_fn(|next| view.word(at.saturating_add(next)));
        FxBuildHasher.hash_one(words)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::together;
    use super::*;

    fn found(title: &str, body: &str, earlier: &[&str]) -> Vec<(&'static str, Field, String)> {
        let found = together(title, body, earlier).into_iter();
        found
            .map(|(finding, words)| (finding.code.as_str(), finding.field, words))
            .collect()
    }

    #[test]
    fn a_number_that_is_split_over_title_and_body_is_found_in_both() {
        assert_eq!(
            found("El 612 34", "Hola a todos. Lo que falta: 56 78", &[]),
            [
                ("PHONE", Field::Title, "612 34".to_owned()),
                ("PHONE", Field::Body, "56 78".to_owned())
            ]
        );
    }

    #[test]
    fn a_number_that_is_split_over_three_submissions_is_found_in_the_last() {
        let earlier = ["Empieza así: 612", "Sigue seis tres cuatro"];
        assert_eq!(
            found("Final", "Y acaba en 578, ya está", &earlier),
            [("PHONE", Field::Body, "578".to_owned())]
        );
    }

    #[test]
    fn numbers_that_belong_to_no_number_are_let_be() {
        for (title, body, earlier) in [
            (
                "Las 10 mejores",
                "Somos 612 personas en 34 grupos",
                &["Quedan 56 días"][..],
            ),
            (
                "En 2024",
                "El 12 de mayo, a las 17:30, 25 km",
                &["612 euros"][..],
            ),
            ("612", "Mi casa", &["345", "678"][..]),
        ] {
            assert_eq!(found(title, body, earlier), [], "{title} {body}");
        }
    }

    #[test]
    fn a_text_that_was_sent_before_with_a_few_words_changed_is_told() {
        let text = "Ayer fuimos al museo de ciencias con toda la clase y vimos un esqueleto de ballena enorme. \
                    Después comimos en el parque, jugamos al fútbol y volvimos en autobús cantando todos juntos hasta llegar al barrio.";
        let again = text.replace("enorme", "gigante");
        let told = found("Otra", &again, &[text]);
        assert_eq!(
            told.iter().map(|(code, ..)| *code).collect::<Vec<_>>(),
            ["SPAM"]
        );
        assert_eq!(found("Otra", "Ayer fuimos al cine.", &[text]), []);
    }
}
