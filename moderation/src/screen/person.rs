//! Full names of people who are not public: the writer's own, and those of others. A name that nothing leads to is told to whoever reads,
//! without any priority: articles name people.

use std::ops::Range;

use super::cues::Cue;
use super::find::{Findings, View};
use super::{FindingCode, Lane, Rules};

/// Words within a name that need no capital.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "i", "y", "e", "da", "do", "dos", "das", "van", "von", "el",
    "al", "bin", "ben", "d", "o", "san", "mac",
];
/// What makes the words after it the name of a thing.
const THINGS: &[&str] = &[
    "calle",
    "plaza",
    "avenida",
    "paseo",
    "carrer",
    "rua",
    "kalea",
    "colegio",
    "instituto",
    "ies",
    "ceip",
    "escola",
    "institut",
    "escuela",
    "premio",
    "premi",
    "fundacion",
    "fundacio",
    "fundacao",
    "hospital",
    "teatro",
    "teatre",
    "parque",
    "parc",
    "ley",
    "llei",
    "lei",
    "museo",
    "museu",
    "estadio",
    "pabellon",
    "biblioteca",
    "universidad",
    "universidade",
    "universitat",
    "aeropuerto",
    "estacion",
    "barrio",
    "torneo",
    "copa",
    "operacion",
    "caso",
    "editorial",
    "banco",
    "grupo",
    "street",
    "road",
    "school",
    "park",
    "award",
    "act",
    "escola",
    "largo",
    "praca",
    "ponte",
    "puente",
    "torre",
    "casa",
    "equipo",
    "club",
    "cf",
    "fc",
];
/// The most words of a name.
const LONGEST: usize = 7;

/// Finds full names.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let mut at = 0;
    while at < view.words.len() {
        match name_at(rules, view, at) {
            Some((words, is_private)) => {
                at = words.end;
                let Some(source) = view.source_of(words) else {
                    continue;
                };
                if is_private {
                    findings.add(FindingCode::FullName, "name.private", source);
                } else {
                    findings.add_in(
                        Lane::P5,
                        FindingCode::FullName,
                        (&"name".into(), 50),
                        source,
                    );
                }
            }
            None => at = at.saturating_add(1),
        }
    }
}

/// A full name that begins here, and whether something says that it is a private person's.
fn name_at(rules: &Rules, view: &View<'_>, at: usize) -> Option<(Range<usize>, bool)> {
    let first = view.word(at);
    let own = leads(view, Cue::Name, at, 2) || is_signed(view, at);
    let may_begin = rules.names.is_given(first) || (own && view.is_capital(at));
    if !may_begin {
        return None;
    }
    if view.parsed.cue(Cue::Public, at).is_some() || is_of_thing(view, at) {
        return None;
    }
    let is_small = !view.is_capital(at);
    let end = end_of_name(rules, view, at, is_small)?;
    let own = own
        || matches!(view.word(end), "naiz" | "naz" | "nauzue")
        || (view.word(end) == "du" && view.word(end.saturating_add(1)) == "izena");
    let parts: Vec<usize> = (at..end)
        .filter(|word| !PARTICLES.contains(&view.word(*word)))
        .collect();
    let surnames = parts
        .iter()
        .skip(1)
        .filter(|word| rules.names.is_surname(view.word(**word)))
        .count();
    let unsure = parts
        .iter()
        .all(|word| rules.names.is_ambiguous(view.word(*word)));
    let given = parts
        .iter()
        .filter(|word| rules.names.is_given(view.word(**word)))
        .count();
    let is_sure = surnames > 0 || (own && !is_small);
    let is_plain_small = is_small && !own && (surnames < 2 || rules.names.is_ambiguous(first));
    if parts.len() < 2 || !is_sure || (unsure && !own) || is_plain_small || given == 0 && !own {
        return None;
    }
    let other = leads(view, Cue::OtherName, at, 6) || follows(view, Cue::OtherName, end);
    Some((
        at..end,
        own || other || (given_with_two_surnames(rules, view, &parts) && is_personal(view, at)),
    ))
}

/// Whether a name signs what was written: `Texto y fotos: …`, `by …`.
fn is_signed(view: &View<'_>, at: usize) -> bool {
    const SIGNED: &[&str] = &[
        "texto",
        "text",
        "textos",
        "fotos",
        "foto",
        "dibujos",
        "drawings",
        "photos",
        "pictures",
        "words",
        "autora",
        "autor",
        "firmado",
        "firma",
        "asinado",
        "assinado",
        "signat",
        "escrito",
        "escrit",
        "testua",
        "argazkiak",
        "desenhos",
        "debuxos",
        "dibuixos",
        "called",
        "me",
    ];
    let before = at
        .checked_sub(1)
        .and_then(|before| Some((before, view.words.get(before)?.at.end)));
    let start = view.words.get(at).map_or(0, |word| word.at.start);
    before.is_some_and(|(before, end)| {
        let between = view.folded.text().get(end..start).unwrap_or_default();
        SIGNED.contains(&view.word(before))
            && (between.contains(':') || between.contains('(') || view.word(before) == "called")
    })
}

/// A given name and two surnames, as they stand in documents of Spain and Portugal; people in articles have one.
fn given_with_two_surnames(rules: &Rules, view: &View<'_>, parts: &[usize]) -> bool {
    let surnames = parts
        .iter()
        .rev()
        .take_while(|word| rules.names.is_surname(view.word(**word)));
    surnames.count() > 1 && parts.len() > 2
}

/// Whether somebody speaks of themselves in the sentence: articles do not.
fn is_personal(view: &View<'_>, at: usize) -> bool {
    const OWN: &[&str] = &[
        "mi", "mis", "me", "yo", "soy", "somos", "nos", "meu", "minha", "meus", "eu", "sou",
        "meva", "meu", "jo", "soc", "miña", "eu", "son", "nire", "nere", "ni", "naiz", "gure",
        "my", "i", "im", "our", "we", "nosotros", "amigo", "amiga", "clase", "classe", "turma",
        "insti", "profe", "stor", "stora",
    ];
    let near = at.saturating_sub(15)..at.saturating_add(20);
    near.into_iter()
        .any(|word| view.are_together(word, at) && OWN.contains(&view.word(word)))
}

/// Where the name ends.
fn end_of_name(rules: &Rules, view: &View<'_>, at: usize, is_small: bool) -> Option<usize> {
    let mut end = at.saturating_add(1);
    let mut next = end;
    while next < view.words.len() && next.saturating_sub(at) < LONGEST && view.is_next_to(next) {
        let word = view.word(next);
        let is_name = if is_small {
            rules.names.is_surname(word) || rules.names.is_given(word)
        } else {
            view.is_capital(next)
        };
        if is_name {
            end = next.saturating_add(1);
        } else if !PARTICLES.contains(&word) {
            break;
        }
        next = next.saturating_add(1);
    }
    (end.saturating_sub(at) > 1).then_some(end)
}

fn leads(view: &View<'_>, cue: Cue, at: usize, reach: usize) -> bool {
    let from = at.saturating_sub(reach.saturating_add(6));
    view.parsed.cues_in(cue, from..at).any(|(start, end)| {
        end <= at && at.saturating_sub(end) <= reach && view.are_together(start, at)
    })
}

fn follows(view: &View<'_>, cue: Cue, end: usize) -> bool {
    view.parsed
        .cues_in(cue, end..end.saturating_add(4))
        .any(|(at, _)| view.are_together(end.saturating_sub(1), at))
}

/// Whether the words before make it the name of a street, a school, a prize.
fn is_of_thing(view: &View<'_>, at: usize) -> bool {
    let before = (1..=3).filter_map(|back| at.checked_sub(back));
    before
        .into_iter()
        .take_while(|word| {
            THINGS.contains(&view.word(*word)) || PARTICLES.contains(&view.word(*word))
        })
        .any(|word| THINGS.contains(&view.word(word)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::FullName,
            &[
                ("me llamo Lucía Fernández Ruiz", "Lucía Fernández Ruiz"),
                ("mi profe Marta Gil es genial", "Marta Gil"),
                ("nire izena Ane Etxeberria da", "Ane Etxeberria"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "soy Aries",
                "leímos a Miguel de Cervantes",
                "la calle Antonio López",
                "gracias, Marta",
            ],
        );
    }
}
