//! Passwords, codes and keys: what stands beside a word that says so, and tokens of well-known services.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far a password may be from the word that says so, in words.
const NEAR: usize = 10;

/// Words that a password or a code is near to.
const LEADS: &[&str] = &[
    "contraseña",
    "contrasena",
    "contrasenya",
    "password",
    "passwords",
    "pass",
    "passwd",
    "pwd",
    "clave",
    "claves",
    "clau",
    "codi",
    "codigo",
    "pin",
    "login",
    "senha",
    "passe",
    "contrasinal",
    "contra",
    "klabea",
    "klabe",
    "gakoa",
    "pasahitza",
    "pasahitz",
    "key",
    "chave",
    "wifi",
    "netflix",
    "entrades",
    "entrais",
    "verificacion",
];

/// The longest password, in signs.
const LONGEST: usize = 40;
/// How far a code of digits alone may be from the word that says so, in bytes.
const NEAR_CODE: usize = 24;

/// What a password looks like: no spaces, and letters mixed with digits or signs, or digits alone.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^\s,;:()«»“”]{3,40}"));
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
    let said = (0..view.words.len()).filter(|at| LEADS.contains(&view.word(*at)));
    let said = said.map(|at| (at, at.saturating_add(1)));
    for (start, end) in view
        .parsed
        .cues_in(Cue::Secret, 0..view.words.len())
        .chain(said)
    {
        let before = start.saturating_sub(NEAR)..start;
        let after = end..end.saturating_add(NEAR).min(view.words.len());
        let found = token_in(view, after, start).or_else(|| token_in(view, before, start));
        if let Some(at) = found {
            findings.add(FindingCode::Secret, "secret", at);
        }
    }
}

/// The first piece of some words, in the same sentence or the next, that looks like a password.
fn token_in(view: &View<'_>, words: Range<usize>, cue: usize) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let sentence = |at: usize| view.words.get(at).map_or(0, |word| word.sentence);
    if sentence(cue).abs_diff(sentence(words.start)) > 1 {
        return None;
    }
    let start = view
        .source_of(words.start..words.start.saturating_add(1))?
        .start;
    let last = words.end.min(view.words.len()).checked_sub(1)?;
    let end = view.source_of(last..last.saturating_add(1))?.end;
    // A password goes on to the next space, whatever is in it, as far as one may be long.
    let tail = view.source.get(end..).unwrap_or_default();
    let goes_on = |c: &char| !c.is_whitespace() && !",;:()".contains(*c);
    let tail = tail.chars().take(LONGEST).take_while(goes_on);
    let end = end.saturating_add(tail.map(char::len_utf8).sum::<usize>());
    let text = view.source.get(start..end)?;
    let is_before = words.end <= cue;
    let distance = |code: &regex::Match<'_>| {
        if is_before {
            text.len().saturating_sub(code.end())
        } else {
            code.start()
        }
    };
    let mut codes = SPACED_CODE
        .find_iter(text)
        .filter(|code| !is_year(code.as_str()) && distance(code) < NEAR_CODE);
    let code = if is_before {
        codes.last()
    } else {
        codes.next()
    };
    let token = TOKEN
        .find_iter(text)
        .find(|token| is_password(token.as_str().trim_end_matches(['.', '?'])));
    let found = token.or(code)?;
    let length = found.as_str().trim_end_matches(['.', '?']).len();
    let from = start.saturating_add(found.start());
    Some(from..from.saturating_add(length))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// Whether a piece looks like a password: of several kinds of signs, and no ordinary word, link or time.
fn is_password(text: &str) -> bool {
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
            ],
        );
    }
}
