//! Identity documents of Spain, checked by their letter, and bank accounts, checked by their check digits.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, digits, pattern, stands_alone};
use super::{FindingCode, Rules};

/// The letter of a document is at the place that its number leaves when divided by 23.
const LETTERS: &[u8; 23] = b"trwagmyfpdxbnjzsqvhlcke";

static DNI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?P<number>\d{7,8}|\d{1,2}\.\d{3}\.\d{3})(?P<gap>[ .\-]?)(?P<letter>[a-z])\b")
});
/// The same, digit by digit.
static SPACED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<number>(?:\d[ .·\-]{1,3}){7,8})(?P<letter>[a-z])\b"));
static NIE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?P<first>[xyzklm])[ .\-]?(?P<number>\d{7})[ .\-]?(?P<letter>[a-z])\b")
});
static IBAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[a-z]{2} ?\d{2}"));

/// How long accounts are, and in which countries (ISO 13616, the registry of 2025).
const IBAN_LENGTHS: [(usize, &str); 18] = [
    (15, "no"),
    (16, "be"),
    (18, "dk fi fk fo gl nl sd"),
    (19, "mk si"),
    (20, "at ba ee kz lt lu mn xk"),
    (21, "ch hr li lv"),
    (22, "bg bh cr de gb ge ie me rs va"),
    (23, "ae gi il iq om so tl"),
    (24, "ad cz es md pk ro sa se sk tn vg"),
    (25, "ly pt st"),
    (26, "is tr"),
    (27, "bi dj fr gr it mc mr sm"),
    (28, "al az by cy do gt hn hu lb ni pl sv"),
    (29, "br eg ps qa ua"),
    (30, "jo kw mu ye"),
    (31, "mt sc"),
    (32, "lc"),
    (33, "ru"),
];

/// Finds the numbers of identity documents and of bank accounts.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    find_dni(view, &DNI, findings);
    find_dni(view, &SPACED, findings);
    for found in NIE.captures_iter(text) {
        let (Some(whole), Some(first), Some(number), Some(letter)) = (
            found.get(0),
            found.name("first"),
            found.name("number"),
            found.name("letter"),
        ) else {
            continue;
        };
        let first = match first.as_str() {
            "y" => "1",
            "z" => "2",
            _ => "0",
        };
        if letter_fits(&format!("{first}{}", number.as_str()), letter.as_str()) {
            findings.add_folded(FindingCode::NationalId, "nie", view, whole.range());
        }
    }
    find_ibans(view, findings);
    find_cards(view, findings);
    find_documents(view, findings);
}

/// Documents with check digits, of Spain and Portugal, without the signs between their parts.
static CHECKED_DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[0-9]{8}[a-z]|[xyz][0-9]{7}[a-z]|[a-hjnp-suvw][0-9]{7}[0-9a-j]|[0-9]{8}[0-9a-z][a-z]{2}[0-9]|pt[0-9]{9})$",
    )
});
/// Accounts and cards with check digits.
static CHECKED_ACCOUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[a-z]{2}[0-9]{2}[a-z0-9]{11,30}|[0-9]{13,16}|[0-9]{20})$"));

/// Whether a text has the form of a number with check digits. One that was not found by them is wrong.
pub(super) fn fails(code: FindingCode, text: &str) -> bool {
    let signs = text.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = signs.map(|sign| sign.to_ascii_lowercase()).collect();
    (code == FindingCode::NationalId && CHECKED_DOCUMENT.is_match(&plain))
        || (code == FindingCode::Iban && CHECKED_ACCOUNT.is_match(&plain))
}

/// Finds numbers of a shape whose letter fits and is one.
fn find_dni(view: &View<'_>, shape: &Regex, findings: &mut Findings) {
    for found in shape.captures_iter(view.folded.text()) {
        let (Some(whole), Some(number), Some(letter)) =
            (found.get(0), found.name("number"), found.name("letter"))
        else {
            continue;
        };
        let written = view.folded.source(letter.range());
        let written = written.and_then(|at| view.source.get(at));
        let is_capital = written.is_some_and(|written| written != letter.as_str());
        // "1234567 y más" is a number and a word, and so may be what stands after digits that are apart.
        let gap = found.name("gap").map(|gap| gap.as_str());
        let is_letter = is_capital
            || gap.is_some_and(|gap| gap != " ")
            || (gap.is_none() && is_document(view, &whole.range()));
        if is_letter && letter_fits(&digits(number.as_str()), letter.as_str()) {
            findings.add_folded(FindingCode::NationalId, "dni", view, whole.range());
        }
    }
}

/// Finds cards, and accounts without check digits where words lead to them.
fn find_cards(view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in CARD.find_iter(text) {
        let number = digits(found.as_str());
        let is_led_to = is_near(view, &found.range(), Cue::Card);
        let fits =
            matches!(number.len(), 13..=19) && fits_luhn(&number) && !number.starts_with("978");
        if (fits || is_led_to) && stands_alone(text, &found.range()) {
            findings.add_folded(FindingCode::Iban, "card", view, found.range());
        }
    }
    for found in SORT.find_iter(text) {
        findings.add_folded(FindingCode::Iban, "account", view, found.range());
    }
    for found in ACCOUNT.find_iter(text) {
        if is_near(view, &found.range(), Cue::Account) {
            findings.add_folded(FindingCode::Iban, "account", view, found.range());
        }
    }
}

/// Finds documents to which words lead, and those of Portugal by their check digit.
fn find_documents(view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in LED_TO.find_iter(text) {
        let has_digits = digits(found.as_str()).len() > 5;
        if has_digits && is_document(view, &found.range()) {
            findings.add_folded(FindingCode::NationalId, "document", view, found.range());
        }
    }
    for found in PASSPORT.find_iter(view.source) {
        let at = found.range();
        let words = view.words_in(&at);
        let is_small = found.as_str().chars().any(char::is_lowercase);
        let is_said = || near(&words).any(|word| is_of_document(view, word));
        // In small letters it is more often a name or a file, unless there is nothing else.
        let is_alone = || words == (0..view.words.len());
        if !is_small || is_alone() || is_said() {
            findings.add(FindingCode::NationalId, "passport", at);
        }
    }
    for found in CARTAO.find_iter(text) {
        if fits_base_36(found.as_str()) {
            findings.add_folded(FindingCode::NationalId, "cc", view, found.range());
        }
    }
}

/// Finds accounts, also in the text as it was written: letters that are drawn out for the folded one belong to some.
fn find_ibans(view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in IBAN.find_iter(text) {
        if let Some(at) = iban_at(text, found.start()) {
            findings.add_folded(FindingCode::Iban, "iban", view, at);
        }
    }
    let written = view.source.to_ascii_lowercase();
    // Letters for digits too: the check digits tell.
    let with_zeros = written.replace('o', "0");
    for written in [&written, &with_zeros] {
        for found in IBAN.find_iter(written) {
            if let Some(at) = iban_at(written, found.start()) {
                findings.add(FindingCode::Iban, "iban", at);
            }
        }
    }
}

/// Cards, accounts and documents that have no check digits, or none that youngsters copy right: words have to lead to them.
static CARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:\d{4}[ .\-]?\d{4}[ .\-]?\d{4}[ .\-]?\d{1,7}|(?:\d{4} ?/ ?){3}\d{4}|(?:(?:\d[ \-]){3}\d[ /\-]{1,3}){3}(?:\d[ \-]){3}\d)\b",
    )
});
/// The sort code of a bank of the United Kingdom or Ireland with an account: nothing else looks so.
static SORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b\d{2}-\d{2}-\d{2}[ ,]{1,3}(?:(?:acc|account|no)[ .:]{1,2}){0,2}\d{8}\b")
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:\d{4}[ \-]?\d{4}[ \-]?\d{2}[ \-]?\d{10}|\d{4}[ \-]?\d{4}[ \-]?\d{11}[ \-]?\d{2})\b",
    )
});
static LED_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:[a-z]{2,3} ?\d{6}(?: ?[a-z])?|\d{2}[ /\-]?\d{8}[ /\-]?\d{2}|\d{3} ?\d{3} ?\d{3,4}|\d{8,12}(?: ?\d ?[a-z]{2} ?\d|[a-z]{2}\d)?|\d{7}[a-z]{1,2}|[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-z]|[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2})\b",
    )
});
/// The passport of Spain, in the text as it was written: three letters alike are drawn out for the folded one.
static PASSPORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Za-z]{3}\d{6}\b"));
static CARTAO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{8} ?\d ?[a-z0-9]{2}\d\b"));
/// How far words that lead to a number may be, in words.
const NEAR: usize = 9;

fn is_near(view: &View<'_>, at: &Range<usize>, cue: Cue) -> bool {
    around(view, at).any(|word| view.parsed.cue(cue, word).is_some())
}

/// Whether words near a number say that it is that of a document. What is said to be a Portuguese tax number has to be one.
fn is_document(view: &View<'_>, at: &Range<usize>) -> bool {
    let mut said = around(view, at)
        .filter(|word| is_of_document(view, *word))
        .peekable();
    let number = view.folded.text().get(at.clone()).unwrap_or_default();
    let is_tax = |word: usize| ["nif", "contribuinte"].contains(&view.word(word));
    let is_nine =
        number.chars().all(|c| c.is_ascii_digit() || c == ' ') && digits(number).len() == 9;
    said.peek().is_some() && (!is_nine || fits_nif(&digits(number)) || !said.all(is_tax))
}

/// Whether a word says that a document is near.
fn is_of_document(view: &View<'_>, word: usize) -> bool {
    view.parsed.cue(Cue::Document, word).is_some()
}

/// The check of Portuguese tax numbers: digits weighed by 9 to 2, what is left of 11.
fn fits_nif(number: &str) -> bool {
    let values: Vec<u32> = number
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    let Some((last, first)) = values.split_last() else {
        return false;
    };
    let sum: u32 = first
        .iter()
        .zip((2..=9).rev())
        .map(|(digit, weight)| digit.saturating_mul(weight))
        .sum();
    let check = 11_u32
        .saturating_sub(sum.rem_euclid(11))
        .rem_euclid(11)
        .rem_euclid(10);
    first.len() == 8 && check == *last
}

fn around(view: &View<'_>, at: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    let first = view.words.partition_point(|word| word.at.end <= at.start);
    let last = view.words.partition_point(|word| word.at.start < at.end);
    near(&(first..last))
}

/// The words near some others.
fn near(words: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    let Range {
        start: first,
        end: last,
    } = *words;
    (first.saturating_sub(NEAR)..first).chain(last..last.saturating_add(NEAR))
}

/// The check of card numbers (ISO/IEC 7812-1, annex B).
fn fits_luhn(number: &str) -> bool {
    let sum = number
        .chars()
        .rev()
        .enumerate()
        .filter_map(|(place, digit)| {
            let digit = digit.to_digit(10)?;
            let twice = digit.saturating_mul(2);
            Some(match place.rem_euclid(2) {
                0 => digit,
                _ if twice > 9 => twice.saturating_sub(9),
                _ => twice,
            })
        });
    sum.sum::<u32>().rem_euclid(10) == 0
}

/// The check of the Portuguese citizen card: as for cards, with letters as 10 to 35.
fn fits_base_36(number: &str) -> bool {
    let signs: Vec<u32> = number
        .chars()
        .filter_map(|sign| sign.to_digit(36))
        .collect();
    let sum = signs.iter().rev().enumerate().map(|(place, value)| {
        let twice = value.saturating_mul(2);
        match place.rem_euclid(2) {
            0 => *value,
            _ if twice > 9 => twice.saturating_sub(9),
            _ => twice,
        }
    });
    signs.len() == 12 && sum.sum::<u32>().rem_euclid(10) == 0
}

fn letter_fits(number: &str, letter: &str) -> bool {
    let Ok(number) = number.parse::<usize>() else {
        return false;
    };
    let expected = LETTERS.get(number.rem_euclid(LETTERS.len())).copied();
    expected.is_some() && expected == letter.bytes().next()
}

/// The range of an account that begins here: as long as its country's, grouped or not, and with a remainder of 1.
fn iban_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let country = rest.get(..2)?;
    let of = |countries: &str| countries.split(' ').any(|own| own == country);
    let (length, _) = IBAN_LENGTHS.iter().find(|(_, own)| of(own))?;
    let mut account = String::new();
    let mut end = start;
    let mut gap = false;
    for (at, character) in rest.char_indices() {
        if account.len() == *length {
            break;
        }
        if character.is_ascii_alphanumeric() {
            account.push(character);
            end = start.saturating_add(at).saturating_add(1);
            gap = false;
        } else if matches!(character, ' ' | '-' | '.') && !gap {
            gap = true;
        } else {
            return None;
        }
    }
    let at = start..end;
    (account.len() == *length && remainder(&account) == Some(1) && stands_alone(text, &at))
        .then_some(at)
}

/// What an account leaves when divided by 97, its first four signs moved to the end and letters read as 10 to 35.
fn remainder(account: &str) -> Option<u32> {
    let (head, tail) = account.split_at_checked(4)?;
    tail.chars()
        .chain(head.chars())
        .try_fold(0_u32, |sum, character| {
            let value = character.to_digit(36)?;
            let shifted = if value < 10 {
                sum.saturating_mul(10)
            } else {
                sum.saturating_mul(100)
            };
            Some(shifted.saturating_add(value).rem_euclid(97))
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn documents_are_found_when_their_letter_fits() {
        assert_finds(
            find,
            FindingCode::NationalId,
            &[
                ("mi DNI es 12345678Z.", "12345678Z"),
                ("12.345.678-z", "12.345.678-z"),
                ("12345678 Z", "12345678 Z"),
                ("1 2 3 4 5 6 7 8 Z", "1 2 3 4 5 6 7 8 Z"),
                ("mi dni 1 2 3 4 5 6 7 8 - z", "1 2 3 4 5 6 7 8 - z"),
                ("es X1234567L", "X1234567L"),
                ("Y8063915-Z", "Y8063915-Z"),
                ("M1234567L", "M1234567L"),
                ("abc123456", "abc123456"),
                ("mi pasaporte abc123456 caduca pronto", "abc123456"),
            ],
        );
        assert_silent(
            find,
            &[
                "12345678A",
                "W8063915Q",
                "X1234567A",
                "12345678 z",
                "112345678Z",
                "12345678Za",
                "modelo 2021Z",
                "en roblox soy leo123456",
                "el archivo img202405 no se abre",
            ],
        );
    }

    #[test]
    fn accounts_are_found_when_their_check_digits_fit() {
        assert_finds(
            find,
            FindingCode::Iban,
            &[
                (
                    "ES91 21OO O418 45O2 OOO5 1332",
                    "ES91 21OO O418 45O2 OOO5 1332",
                ),
                ("pay to 04-00-04 06817338 please", "04-00-04 06817338"),
                (
                    "4 1 1 1 / 1 1 1 1 / 1 1 1 1 / 1 1 1 1",
                    "4 1 1 1 / 1 1 1 1 / 1 1 1 1 / 1 1 1 1",
                ),
                (
                    "ES91 2100 0418 4502 0005 1332 y gracias",
                    "ES91 2100 0418 4502 0005 1332",
                ),
                ("es9121000418450200051332", "es9121000418450200051332"),
                (
                    "PT50 0002 0123 1234 5678 9015 4",
                    "PT50 0002 0123 1234 5678 9015 4",
                ),
                (
                    "(GB82 WEST 1234 5698 7654 32)",
                    "GB82 WEST 1234 5698 7654 32",
                ),
            ],
        );
        assert_silent(
            find,
            &[
                "ES91 2100 0418 4502 0005 1333",
                "ES91 2100 0418",
                "es12",
                "XX91 2100 0418 4502 0005 1332",
                "ES91210004184502000513329",
            ],
        );
    }
}
