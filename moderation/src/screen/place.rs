//! Postal addresses: a street with its number, in the order of each language.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// The most words between the kind of street and the number.
const MOST_NAME: usize = 7;
/// The most words after the number that still belong to an address.
const MOST_REST: usize = 8;

static FLOOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d{1,2}[oa]?[a-z]?|[a-h]|[0-9]{1,2}[ºª°]|bajo|bajos|baixos|baixo|atico|atic|entresuelo|entlo|principal|pral|piso|pis|portal|escalera|escala|esc|puerta|porta|izq|izda|izquierda|izquierdo|dcha|derecha|esq|esquerda|esquerdo|dto|direito|direita|andar|apto|apartamento|casa|bloque|bloc|bloco|floor|flat|ezkerra|eskuina|solairua|solairuan|1r|2n|3r|4t|segon|tercer|primer|quinta|planta|rc)$",
    )
});
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{5}|\d{4}|\d{3})$"));

/// Finds postal addresses.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    for at in 0..view.words.len() {
        let place = before_name(view, at)
            .or_else(|| after_name(view, at))
            .or_else(|| home_told(view, at));
        if let Some(words) = place
            && let Some(source) = view.source_of(words)
        {
            findings.add(FindingCode::Address, "address", source);
        }
    }
}

/// `calle Mayor 12, 3ºB`: the kind of street first.
fn before_name(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let name = view.parsed.cue(Cue::Street, at)?;
    if view.word(at).len() < 3 && !is_abbreviation(view, at) {
        return None;
    }
    // "a rúa", "the close" of something else: a name begins with a capital, or the kind is an abbreviation.
    let limit = name.saturating_add(MOST_NAME).min(view.words.len());
    let number =
        (name.saturating_add(1)..limit.saturating_add(1)).find(|at| is_number(view, *at))?;
    if !is_one_phrase(view, at..number.saturating_add(1)) {
        return None;
    }
    let is_named = (name..number).any(|at| view.is_capital(at) || is_ordinal(view.word(at)));
    let word = view.word(at);
    let is_abbreviated = word.len() < 4 && word != "rua" && word != "via" && word != "pl";
    let at_home = led_home(view, at);
    (is_named || is_abbreviated || at_home)
        .then(|| at..rest(view, number.saturating_add(1)))
        .filter(|_| !is_event(view, at, number))
}

/// Whether a letter or two stand for a kind of street: with a point or a slash, and not among letters that were pulled apart.
fn is_abbreviation(view: &View<'_>, at: usize) -> bool {
    let Some(word) = view.words.get(at) else {
        return false;
    };
    let sign = view
        .folded
        .text()
        .get(word.at.end..)
        .and_then(|rest| rest.chars().next());
    let is_apart = [1, 2].into_iter().all(|back| {
        let before = at.checked_sub(back);
        before.is_some_and(|before| view.word(before).chars().count() == 1)
    });
    matches!(sign, Some('/' | '.'))
        && !is_apart
        && view.word(at.saturating_add(1)).chars().count() > 1
        || view.word(at) == "av"
}

/// `Urbieta kalea 47`, `58 Pwllheli Road`: the kind of street last.
fn after_name(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let end = view.parsed.cue(Cue::AfterStreet, at)?;
    if is_event(view, at, end) {
        return None;
    }
    let first = (1..=3)
        .map_while(|back| at.checked_sub(back))
        .take_while(|word| view.is_capital(*word))
        .last();
    let number_before = (1..=4)
        .filter_map(|back| at.checked_sub(back))
        .find(|word| is_house_number(view.word(*word)));
    if let Some(number) = number_before.filter(|number| {
        is_one_phrase(view, *number..end)
            && ((view.is_capital(number.saturating_add(1)) && view.is_capital(at))
                || led_home(view, *number)
                || has_postcode(view, end))
    }) {
        return Some(number..rest(view, end));
    }
    let number = (end..end.saturating_add(2)).find(|word| is_number(view, *word))?;
    let is_english = matches!(
        view.word(at),
        "close"
            | "drive"
            | "rise"
            | "place"
            | "court"
            | "way"
            | "walk"
            | "park"
            | "green"
            | "hill"
            | "view"
            | "row"
    );
    let first = first.filter(|_| !is_english)?;
    is_one_phrase(view, first..number.saturating_add(1))
        .then(|| first..rest(view, number.saturating_add(1)))
}

/// A home that is told by what it is near to.
fn home_told(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    const KINDS: &[&str] = &[
        "urbanizacion",
        "urb",
        "urbanizacio",
        "bloque",
        "bloc",
        "bloco",
        "parcela",
        "caserio",
        "finca",
        "bungalow",
        "farmhouse",
        "portal",
    ];
    if !KINDS.contains(&view.word(at)) {
        return None;
    }
    let limit = at.saturating_add(8).min(view.words.len());
    let number = (at..limit).find(|word| is_number(view, *word) || view.word(*word) == "escala");
    let capital = (at..limit).any(|word| view.is_capital(word));
    number
        .filter(|_| capital)
        .map(|number| at..rest(view, number.saturating_add(1)))
}

/// Whether the words before say that somebody lives there.
fn led_home(view: &View<'_>, at: usize) -> bool {
    let from = at.saturating_sub(10);
    view.parsed.cues_in(Cue::Home, from..at).next().is_some()
}

fn has_postcode(view: &View<'_>, at: usize) -> bool {
    (at..at.saturating_add(5)).any(|at| {
        let word = view.word(at);
        word.len() < 5
            && word.chars().any(|c| c.is_ascii_digit())
            && word.chars().any(char::is_alphabetic)
    })
}

/// Whether a word is the number of a house; `1` to `9999`, with a letter or a suffix of Basque.
fn is_house_number(word: &str) -> bool {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = word.get(digits.len()..).unwrap_or_default();
    !digits.is_empty()
        && digits.len() < 5
        && rest.len() < 4
        && !matches!(rest, "h" | "km" | "kg" | "eur" | "o" | "a")
        || (word.len() < 5 && !digits.is_empty() && matches!(rest, "a" | "b" | "an" | "ean"))
}

fn is_number(view: &View<'_>, at: usize) -> bool {
    let word = view.word(at);
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_house_number(word)
        && !is_year
        && view
            .parsed
            .cue(Cue::AfterAmount, at.saturating_add(1))
            .is_none()
        || (word == "s" && view.word(at.saturating_add(1)) == "n")
}

fn is_ordinal(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether no sentence ends within, so far as abbreviations tell.
fn is_one_phrase(view: &View<'_>, words: Range<usize>) -> bool {
    let Some(source) = view.source_of(words) else {
        return false;
    };
    let text = view.source.get(source).unwrap_or_default();
    !text.contains(['!', '?', ';', '\n', '(', ':']) && text.matches(',').count() < 3
}

/// An announcement of something for everybody: it has a time beside it.
fn is_event(view: &View<'_>, from: usize, number: usize) -> bool {
    const PUBLIC: &[&str] = &[
        "ayuntamiento",
        "ajuntament",
        "concello",
        "junta",
        "camara",
        "biblioteca",
        "museo",
        "museu",
        "teatro",
        "sede",
        "oficina",
        "centro",
        "polideportivo",
        "hospital",
        "ambulatorio",
        "comisaria",
        "correos",
        "auditorio",
        "library",
        "museum",
        "council",
        "udaletxea",
        "liburutegia",
        "presidente",
        "freguesia",
        "novela",
        "cancion",
        "pelicula",
    ];
    let around = from.saturating_sub(14)..number.saturating_add(10);
    around.into_iter().any(|at| PUBLIC.contains(&view.word(at))) && !led_home(view, from)
}

/// Where an address ends that has its number before `at`: with floor, door, postcode and town.
fn rest(view: &View<'_>, at: usize) -> usize {
    let mut end = at;
    let limit = at.saturating_add(MOST_REST).min(view.words.len());
    let mut next = at;
    while next < limit {
        let word = view.word(next);
        let town = view.parsed.cue(Cue::Town, next);
        let is_part = FLOOR.is_match(word)
            || POSTCODE.is_match(word)
            || (town.is_some() && view.is_capital(next));
        if is_part {
            end = town.unwrap_or(next.saturating_add(1));
            next = end;
        } else if matches!(word, "de" | "d" | "n" | "bairro" | "o") {
            next = next.saturating_add(1);
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Address,
            &[
                ("vivo en la calle Mayor 12, 3ºB", "calle Mayor 12, 3ºB"),
                ("Rua da Boavista 45, Porto", "Rua da Boavista 45, Porto"),
                ("Urbieta kalea 47", "Urbieta kalea 47"),
                ("we live at 58 Harbour Road", "58 Harbour Road"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "la calle es de todos",
                "Plaza de Mayo",
                "la biblioteca está en la calle Mayor 3, abre a las 9",
            ],
        );
    }
}
