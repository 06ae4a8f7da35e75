//! Schools by their name, and classes of them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// The most words of a name.
const MOST_NAME: usize = 7;

/// Words within a name that need no capital.
const PARTICLES: &[&str] = &[
    "de", "del", "d", "l", "la", "las", "los", "el", "els", "les", "do", "da", "dos", "das", "i",
    "y", "e", "san", "santa", "sant", "n", "of", "the", "o", "a", "os", "as", "na", "des", "es",
    "sa",
];
/// Institutions that are no schools of children, by what follows their kind.
const OTHERS: &[&str] = &[
    "abogados",
    "medicos",
    "oficial",
    "nacional",
    "mujer",
    "juventud",
    "cervantes",
    "salud",
    "estadistica",
    "investigacion",
    "investigaciones",
    "historia",
    "geografia",
    "administracion",
    "emprego",
    "universitaria",
    "universitario",
    "astrofisica",
    "arquitectos",
    "periodistas",
    "enfermeria",
    "tecnologico",
    "politecnica",
    "europeo",
    "internacional",
    "superior",
    "estudis",
    "catalan",
    "camoes",
    "ramon",
    "llull",
    "profesional",
    "electoral",
    "electorals",
    "politica",
    "pensamiento",
    "vida",
    "moderna",
    "segura",
    "trinity",
    "university",
    "calor",
];

/// Abbreviations that stand for nothing but a school.
static SURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:ies|ceip|cpi|cra|ceo|ceipp|cep|ikastola|ikastetxea|bhi|hlhi|lhi|eb|ebi|ces|cifp|iesp|ceipso|agrupamento|gaelscoil|colaiste|escola|coles?|insti|institut|colegio|collegi|col|instituto|liceo|lizeoa|school|primary|grammar|academy)$",
    )
});
static CLASS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:1[0-2]|[1-9])\.? ?(?:[ºo°ªa]|er|r|n|t|th|st|nd|rd)?\.? ?(?:ano |any |curso )?(?:de |d |da |d')?(?:eso|batx(?:illerat)?|bach(?:illerato)?|primaria|dbh|lh|ano)? ?[a-h]?,? (?:del?|da|do|de la|de l'|d|a l'|en el|no|na|of|at|,)? ?$",
    )
});
/// Orders that run schools, which people name without saying that it is one.
const ORDERS: &[&str] = &[
    "salesianos",
    "salesianas",
    "maristas",
    "jesuitas",
    "escolapios",
    "escolapias",
    "agustinos",
    "agustinas",
    "teresianas",
    "ursulinas",
    "dominicos",
    "dominicas",
    "franciscanas",
    "carmelitas",
    "claretianos",
    "mercedarias",
    "salesians",
    "jesuites",
    "escolapis",
    "salle",
];

/// Finds schools.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    for at in 0..view.words.len() {
        let words = before_name(rules, view, at)
            .or_else(|| after_name(rules, view, at))
            .or_else(|| of_an_order(view, at))
            .or_else(|| told(view, at));
        if let Some(words) = words
            && let Some(source) = view.source_of(words)
        {
            findings.add(FindingCode::School, "school", source);
        }
    }
}

/// `IES Cervantes`: the kind of school first.
fn before_name(rules: &Rules, view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let is_basic = view.is_capital(at) && matches!(view.word(at), "basica" | "secundaria");
    let name = view
        .parsed
        .cue(Cue::School, at)
        .or(is_basic.then(|| at.saturating_add(1)))?;
    if OTHERS
        .iter()
        .any(|other| (name..name.saturating_add(3)).any(|at| view.word(at) == *other))
        && !is_abbreviation(view.word(at))
    {
        return None;
    }
    // Some abbreviations are words too, or stand for firms.
    let is_doubtful = matches!(view.word(at), "ceo" | "ces" | "cep" | "eb");
    if is_doubtful && !view.is_capital(at) {
        return None;
    }
    let may_be_small = is_abbreviation(view.word(at)) && !is_doubtful;
    let end = name_end(rules, view, name, may_be_small)?;
    Some(with_class(view, at..end))
}

fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "ies"
            | "ceip"
            | "cpi"
            | "cra"
            | "ceo"
            | "ceipp"
            | "ces"
            | "cifp"
            | "bhi"
            | "hlhi"
            | "lhi"
            | "eb"
            | "ceipso"
            | "cep"
            | "iesp"
            | "ebi"
    )
}

/// Where a name ends that begins at `from`: words with a capital and particles between them; after an abbreviation also a small word that
/// nobody knows.
fn name_end(rules: &Rules, view: &View<'_>, from: usize, may_be_small: bool) -> Option<usize> {
    let mut end = None;
    let limit = from.saturating_add(MOST_NAME).min(view.words.len());
    let mut at = from;
    while at < limit && view.is_next_to(at) {
        let word = view.word(at);
        if let Some(known) = view.parsed.cue(Cue::SchoolName, at) {
            end = Some(known);
            at = known;
            continue;
        }
        let is_first = at == from && word.len() > 3 && !PARTICLES.contains(&word);
        let is_unknown = may_be_small
            && (is_first || !rules.phrases.knows(word))
            && word.len() > 2
            && word.chars().all(char::is_alphabetic);
        let is_number = word.chars().all(|c| c.is_ascii_digit()) && may_be_small;
        if view.is_capital(at) || is_unknown {
            end = Some(at.saturating_add(1));
        } else if !PARTICLES.contains(&word) && !is_number {
            break;
        }
        at = at.saturating_add(1);
    }
    end
}

/// `Zurriola Ikastola`, `Oakhurst Grammar`: the kind of school last.
fn after_name(rules: &Rules, view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let end = view.parsed.cue(Cue::AfterSchool, at)?;
    if view.word(at).chars().count() < 3 || view.word(at) == "academy" {
        return None;
    }
    let is_part = |word: usize| {
        view.is_capital(word)
            || (view.word(word).len() > 3
                && !rules.phrases.knows(view.word(word))
                && SURE.is_match(view.word(at)))
    };
    let first = (1..=4)
        .map_while(|back| at.checked_sub(back))
        .take_while(|word| view.is_next_to(word.saturating_add(1)) && is_part(*word))
        .last()?;
    let is_sentence_start = first.saturating_add(1) == at
        && view.begins_sentence(first)
        && rules.phrases.knows(view.word(first));
    let is_small = !view.is_capital(at) && first.saturating_add(1) == at && view.is_capital(first);
    let is_no_name = is_small && matches!(view.word(at), "primary" | "school" | "college");
    (!is_sentence_start && !is_no_name).then(|| with_class(view, first..end))
}

/// `los Salesianos de Atocha`.
fn of_an_order(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    if !ORDERS.contains(&view.word(at)) || !view.is_capital(at) {
        return None;
    }
    let next = at.saturating_add(1);
    let skipped = usize::from(matches!(view.word(next), "de" | "del" | "d"));
    let name = next.saturating_add(skipped);
    (view.is_capital(name) && view.is_next_to(name)).then(|| at..name.saturating_add(1))
}

/// `voy al Cervantes`, `3ºB del Ramón y Cajal`: nothing says that it is a school but what stands before.
fn told(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    if !view.is_capital(at) {
        return None;
    }
    let before = view
        .words
        .get(at)
        .and_then(|word| view.folded.text().get(..word.at.start))?;
    let start = before
        .char_indices()
        .rev()
        .nth(40)
        .map_or(0, |(start, _)| start);
    let class = CLASS.find(before.get(start..)?);
    let at_school = view
        .parsed
        .cues_in(Cue::AtSchool, at.saturating_sub(5)..at)
        .any(|(_, end)| at.saturating_sub(end) < 2);
    let known = view.parsed.cue(Cue::SchoolName, at);
    if let Some(end) = known.filter(|_| at_school) {
        return Some(at..end);
    }
    let class = class.filter(|class| {
        class.as_str().chars().any(|c| c.is_ascii_digit()) && has_letter_or_course(class.as_str())
    })?;
    let second = view.is_capital(at.saturating_add(1)) || known.is_some();
    if !second {
        return None;
    }
    let first = view
        .words
        .partition_point(|word| word.at.start < start.saturating_add(class.start()));
    let end = (at..at.saturating_add(5))
        .take_while(|word| view.is_capital(*word) || PARTICLES.contains(&view.word(*word)))
        .filter(|word| view.is_capital(*word))
        .last()?;
    Some(first..end.saturating_add(1))
}

fn has_letter_or_course(class: &str) -> bool {
    class.split_whitespace().any(|word| {
        matches!(
            word.trim_matches(','),
            "a" | "b" | "c" | "d" | "e" | "f" | "eso" | "ano" | "dbh"
        )
    }) || class
        .trim()
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit())
        && class.contains(['o', 'a'])
}

/// A school with the class that stands beside it.
fn with_class(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let next = words.end;
    let is_class = |word: &str| {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        (1..=2).contains(&digits) && word.len() < 5
    };
    let mut end = words.end;
    if matches!(view.word(next), "dbh" | "batx") && is_class(view.word(next.saturating_add(1)))
        || is_class(view.word(next))
    {
        end = (next..next.saturating_add(5))
            .take_while(|at| {
                let word = view.word(*at);
                is_class(word)
                    || matches!(
                        word,
                        "de" | "d" | "eso" | "a" | "b" | "c" | "e" | "f" | "dbh" | "batx" | "n"
                    )
            })
            .last()
            .map_or(end, |last| last.saturating_add(1));
    }
    words.start..end
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::School,
            &[
                ("voy al IES Sierra Verde", "IES Sierra Verde"),
                ("estudio en el colegio San Blas", "colegio San Blas"),
                ("Zurriola Ikastola da gurea", "Zurriola Ikastola"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "mi cole organizó una fiesta",
                "Colegio de Abogados",
                "el Instituto de la Mujer publicó",
            ],
        );
    }
}
