//! Passwords, codes and keys: what stands beside a word that says so, and tokens of well-known services.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far a password may be from the word that says so, in words.
const NEAR: usize = 10;

/// The longest password, in signs.
const LONGEST: usize = 40;
/// How far a code of digits alone may be from the word that says so, in bytes.
const NEAR_CODE: usize = 24;

/// What a password looks like: no spaces, and letters mixed with digits or signs, or digits alone.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\s,;:()«»“”]{3,}"));
static SPACED_CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{3}[ -]\d{3}\b|\b\d{4,8}\b"));
/// Keys of services, by how they begin.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|xox[abprs]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})",
    )
});

/// Finds passwords, codes and keys.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    for found in KEY.find_iter(view.source) {
        findings.add(FindingCode::Secret, "secret.key", found.range());
    }
    let mut said = view
        .parsed
        .cues_in(Cue::Secret, 0..view.words.len())
        .peekable();
    if said.peek().is_none() {
        return;
    }
    let pieces = Pieces::of(view.source);
    for (start, end) in said.filter(|(start, end)| !is_of_offer(view, *start..*end)) {
        let before = start.saturating_sub(NEAR)..start;
        let after = end..end.saturating_add(NEAR).min(view.words.len());
        let found = pieces
            .near(view, after, start)
            .or_else(|| pieces.near(view, before, start));
        if let Some(at) = found {
            findings.add(FindingCode::Secret, "secret", at);
        }
    }
}

/// What advice on passwords has as an example.
const COUNTING: [&str; 5] = ["12345", "123456", "1234567", "12345678", "111111"];

/// Whether a word for a code is that of an offer, a colour, a post office.
fn is_of_offer(view: &View<'_>, cue: Range<usize>) -> bool {
    const OFFERS: &[&str] = &[
        "promo",
        "promocional",
        "promocio",
        "promoçao",
        "cupon",
        "cupom",
        "cupo",
        "descuento",
        "desconto",
        "descompte",
        "deskontu",
        "discount",
        "voucher",
        "color",
        "colour",
        "cor",
        "postal",
        "barras",
        "barres",
        "qr",
        "penal",
    ];
    let around = cue.start.saturating_sub(1)..cue.end.saturating_add(2);
    around.into_iter().any(|at| OFFERS.contains(&view.word(at)))
}

/// What in a text may be a password or a code, in order.
struct Pieces {
    /// What neither spaces nor signs between words part, and whether all of it looks like a password.
    tokens: Vec<(Range<usize>, bool)>,
    /// Digits alone.
    codes: Vec<Range<usize>>,
}

impl Pieces {
    fn of(text: &str) -> Self {
        let tokens = TOKEN.find_iter(text);
        let tokens = tokens.map(|token| (token.range(), is_password(shortened(token.as_str()))));
        let codes = SPACED_CODE.find_iter(text);
        let codes =
            codes.filter(|code| !is_year(code.as_str()) && !COUNTING.contains(&code.as_str()));
        Self {
            tokens: tokens.collect(),
            codes: codes.map(|code| code.range()).collect(),
        }
    }

    /// The first that looks like a password among some words, in the same sentence as the cue or the next; or else the code that is nearest to
    /// it.
    fn near(&self, view: &View<'_>, words: Range<usize>, cue: usize) -> Option<Range<usize>> {
        if words.is_empty() {
            return None;
        }
        let sentence = |at: usize| view.words.get(at).map_or(0, |word| word.sentence);
        if sentence(cue).abs_diff(sentence(words.start)) > 1 {
            return None;
        }
        let is_before = words.end <= cue;
        let within = reach(view, words)?;
        let found = self
            .password(view.source, &within)
            .or_else(|| self.code(&within, is_before))?;
        let text = view.source.get(found.clone())?;
        Some(found.start..found.start.saturating_add(trimmed(text).len()))
    }

    fn password(&self, text: &str, within: &Range<usize>) -> Option<Range<usize>> {
        let first = self
            .tokens
            .partition_point(|(token, _)| token.end <= within.start);
        let near = self.tokens.iter().skip(first);
        near.take_while(|(token, _)| token.start < within.end)
            .find_map(|(token, is_whole_one)| {
                let from = token.start.max(within.start);
                let to = token.end.min(within.end);
                let inside = shortened(text.get(from..to)?);
                let is_one = if (from..to) == *token {
                    *is_whole_one
                } else {
                    is_password(inside)
                };
                is_one.then(|| from..from.saturating_add(inside.len()))
            })
    }

    fn code(&self, within: &Range<usize>, is_before: bool) -> Option<Range<usize>> {
        let first = self.codes.partition_point(|code| code.start < within.start);
        let near = self.codes.iter().skip(first);
        let mut near = near
            .take_while(|code| code.end <= within.end)
            .filter(|code| {
                let distance = if is_before {
                    within.end.saturating_sub(code.end)
                } else {
                    code.start.saturating_sub(within.start)
                };
                distance < NEAR_CODE
            });
        let found = if is_before { near.last() } else { near.next() };
        found.cloned()
    }
}

/// Where some words are in the source, to the end of the last piece that no space parts: a password goes on whatever is in it, as far as one
/// may be long.
fn reach(view: &View<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let end = words.end.min(view.words.len());
    let Range { start, end } = view.source_of(words.start..end)?;
    let goes_on = |c: &char| !c.is_whitespace() && !",;:()".contains(*c);
    let tail = view.source.get(end..).unwrap_or_default();
    let tail = tail.chars().take(LONGEST).take_while(goes_on);
    Some(start..end.saturating_add(tail.map(char::len_utf8).sum::<usize>()))
}

/// As much of a piece as a password may be long.
fn shortened(piece: &str) -> &str {
    let end = piece.char_indices().nth(LONGEST).map(|(end, _)| end);
    piece.get(..end.unwrap_or(piece.len())).unwrap_or(piece)
}

/// A piece without the sign that ends its sentence.
fn trimmed(piece: &str) -> &str {
    piece.trim_end_matches(['.', '?'])
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// Whether a piece looks like a password: of several kinds of signs, and no ordinary word, link or time.
fn is_password(piece: &str) -> bool {
    let text = trimmed(piece);
    let count = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = count.saturating_sub(letters).saturating_sub(digits);
    let is_word_with_sign = digits == 0
        && (signs < 2
            || text.starts_with(char::is_alphabetic)
                && !text.contains(['&', '#', '_', '@', '!', '$', '*']));
    let is_inner_sign = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .contains(['&', '#', '_', '@', '!', '$', '*']);
    let is_measure = digits > 0 && letters > 0 && count < 5;
    count > 4
        && letters > 0
        && !is_measure
        && !text.contains("://")
        && (!is_word_with_sign || is_inner_sign)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Secret,
            &[
                ("mi contraseña es Tortuga_77", "Tortuga_77"),
                ("a palavra-passe é gatinho#2024", "gatinho#2024"),
                ("usuario=marta/colegio=elpina/pass=Tortuga77", "Tortuga77"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "cambia tu contraseña cada año",
                "la clave del éxito es dormir",
                "nunca uséis 123456 de contraseña",
                "código promo VERANO25 en las zapatillas",
            ],
        );
    }
}
