//! Words and phrases that an adult should see, in the six languages of the panel. All lists run over every text:
//! children mix languages. The lists are ours and short; people extend them. Nothing is decided here.
//!
//! An entry is compared in the plain copy of the text (`fold`), as whole words; `*` at its end stands for the rest
//! of a word.

mod contact;
mod cruelty;
mod danger;
mod swearing;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::FindingCode;
use super::find::{Findings, View, stands_alone};
use super::fold::Folded;

/// The entries of one code in one language.
struct List {
    code: FindingCode,
    /// Names code and language.
    rule: &'static str,
    entries: &'static [&'static str],
}

const ALL: [&[List]; 4] = [
    danger::LISTS,
    contact::LISTS,
    cruelty::LISTS,
    swearing::LISTS,
];

/// What the number of a match means.
struct Entry {
    code: FindingCode,
    rule: &'static str,
    is_prefix: bool,
}

struct Lexicon {
    automaton: AhoCorasick,
    entries: Vec<Entry>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut texts = Vec::new();
    let mut entries = Vec::new();
    for list in ALL.into_iter().flatten() {
        for entry in list.entries {
            let text = entry.trim_end_matches('*');
            texts.push(Folded::new(text).text().to_owned());
            entries.push(Entry {
                code: list.code,
                rule: list.rule,
                is_prefix: text != *entry,
            });
        }
    }
    Lexicon {
        automaton: automaton(&texts),
        entries,
    }
});

#[expect(
    clippy::expect_used,
    reason = "the entries are constants, and tests use the automaton"
)]
fn automaton(texts: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(texts)
        .expect("few enough entries")
}

/// Finds the entries of all lists.
pub(super) fn find(view: &View<'_>, findings: &mut Findings) {
    let text = view.folded.text();
    for found in LEXICON.automaton.find_overlapping_iter(text) {
        let Some(entry) = LEXICON.entries.get(found.pattern().as_usize()) else {
            continue;
        };
        let mut at = found.range();
        if entry.is_prefix {
            at.end = at
                .end
                .saturating_add(word_tail(text.get(at.end..).unwrap_or_default()));
        }
        if stands_alone(text, &at) {
            findings.add_folded(entry.code, entry.rule, view, at);
        }
    }
}

/// How long the rest of a word is, in bytes. No word of any language is longer than this looks.
fn word_tail(text: &str) -> usize {
    text.chars()
        .take(40)
        .take_while(|character| character.is_alphanumeric())
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent, run};
    use super::*;

    #[test]
    fn every_entry_is_found_by_its_own_code() {
        for list in ALL.into_iter().flatten() {
            for entry in list.entries {
                let text = format!("… {} …", entry.trim_end_matches('*').to_uppercase());
                let found = run(find, &text);
                assert!(
                    found.iter().any(|finding| finding.code == list.code),
                    "{}: {entry}",
                    list.rule
                );
            }
        }
    }

    #[test]
    fn no_entry_is_there_twice_under_one_code() {
        let mut seen = std::collections::HashSet::new();
        for list in ALL.into_iter().flatten() {
            for entry in list.entries {
                assert!(
                    seen.insert((list.code, Folded::new(entry).text().to_owned())),
                    "{}: {entry}",
                    list.rule
                );
            }
        }
    }

    #[test]
    fn danger_is_found_in_every_language() {
        assert_finds(
            find,
            FindingCode::SelfHarm,
            &[
                ("A veces QUIERO   MORIRME, de verdad", "QUIERO   MORIRME"),
                ("pienso en suicidarme", "suicidarme"),
                ("i want to die.", "want to die"),
                ("Às vezes quero morrer", "quero morrer"),
                ("em vull morir", "vull morir"),
                ("hil nahi dut", "hil nahi dut"),
                ("q\u{200b}uiero morirmeee", "q\u{200b}uiero morirmeee"),
            ],
        );
        assert_finds(
            find,
            FindingCode::Disclosure,
            &[("mi padre me pega", "mi padre me pega")],
        );
    }

    #[test]
    fn contact_seeking_is_found() {
        assert_finds(
            find,
            FindingCode::ContactSeeking,
            &[
                ("es nuestro secreto", "nuestro secreto"),
                ("¿Estás sola?", "Estás sola"),
                ("don't tell anyone", "don't tell anyone"),
                ("no li diguis a ningú", "no li diguis a ningú"),
            ],
        );
        assert_finds(
            find,
            FindingCode::Sexual,
            &[("quiere fotos desnudas", "fotos desnudas")],
        );
        assert_finds(
            find,
            FindingCode::Extortion,
            &[("voy a subir tus fotos", "voy a subir tus fotos")],
        );
    }

    #[test]
    fn cruelty_and_swearing_are_found() {
        assert_finds(
            find,
            FindingCode::Bullying,
            &[("nadie te quiere aquí", "nadie te quiere")],
        );
        assert_finds(
            find,
            FindingCode::Threat,
            &[("te voy a matar", "te voy a matar")],
        );
        assert_finds(
            find,
            FindingCode::Profanity,
            &[
                ("vaya mierda de día", "mierda"),
                ("gilip\u{301}ollas", "gilip\u{301}ollas"),
            ],
        );
    }

    #[test]
    fn words_that_only_hold_an_entry_are_let_be() {
        assert_silent(
            find,
            &[
                "la disputa",
                "computadora",
                "un reputado autor",
                "el año que viene",
                "Scunthorpe",
                "class assembly",
                "el cono de la calle",
                "me gusta el cine",
                "tengo 13 años",
                "vivo con mi padre",
                "hoy me pegaron un susto",
                "no me digas",
                "la pegatina",
            ],
        );
    }
}
