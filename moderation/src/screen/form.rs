//! Forms that somebody filled in: lines of a label, a colon and what was filled in. One line alone is none: characters of games have names
//! and ages too.

use std::ops::Range;

use super::find::{Findings, View};
use super::phrases::words_of;
use super::{FindingCode, Rules};

/// The longest label and the longest value, in bytes.
const LONGEST_LABEL: usize = 40;
const LONGEST_VALUE: usize = 100;
/// How many lines of a form there are at least.
const LEAST: usize = 2;

/// The labels of forms, folded, by what stands after them.
const LABELS: [(FindingCode, &[&str]); 3] = [
    (
        FindingCode::FullName,
        &[
            "nombre",
            "apellidos",
            "nombre y apellidos",
            "nome",
            "apelidos",
            "apelido",
            "nome completo",
            "nome e apelidos",
            "nom",
            "cognoms",
            "nom i cognoms",
            "izena",
            "abizenak",
            "izen abizenak",
            "name",
            "surname",
            "full name",
            "first name",
            "last name",
        ],
    ),
    (
        FindingCode::Address,
        &[
            "domicilio",
            "direccion",
            "morada",
            "endereço",
            "adreça",
            "enderezo",
            "domicili",
            "helbidea",
            "address",
            "home address",
        ],
    ),
    (
        FindingCode::BirthDate,
        &[
            "fecha de nacimiento",
            "data de nascimento",
            "data de naixement",
            "data de nacemento",
            "jaioteguna",
            "jaiotze data",
            "date of birth",
        ],
    ),
];

/// A line of a form.
struct Field {
    code: FindingCode,
    label: String,
    value: Range<usize>,
}

/// Finds what was filled in.
pub(super) fn find(_rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let mut fields: Vec<Field> = fields(view.source).collect();
    // Films and plays have names, and somebody who directs them: addresses have numbers.
    fields.retain(|field| {
        let value = view.source.get(field.value.clone()).unwrap_or_default();
        field.code != FindingCode::Address || value.contains(|c: char| c.is_ascii_digit())
    });
    let mut labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    if labels.len() < LEAST {
        return;
    }
    for field in &fields {
        findings.add(field.code, "form", field.value.clone());
    }
}

/// The lines of a text that are of a form.
fn fields(text: &str) -> impl Iterator<Item = Field> + '_ {
    let mut start = 0_usize;
    text.split('\n').filter_map(move |line| {
        let from = start;
        start = start.saturating_add(line.len()).saturating_add(1);
        let (label, value) = line.split_once(':')?;
        let kept = value.trim().trim_end_matches('.').trim_end();
        if label.len() > LONGEST_LABEL || kept.is_empty() || kept.len() > LONGEST_VALUE {
            return None;
        }
        let words = words_of(label).join(" ");
        let known = LABELS
            .iter()
            .find(|(_, labels)| labels.contains(&words.as_str()));
        let begins = value.len().saturating_sub(value.trim_start().len());
        let at = from
            .saturating_add(label.len())
            .saturating_add(1)
            .saturating_add(begins);
        known.map(|(code, _)| Field {
            code: *code,
            label: words.clone(),
            value: at..at.saturating_add(kept.len()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_silent, run};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        let form = "Nombre: Lucía.\nApellidos: Ferreiro Luna\nDomicilio: Teatinos 180.\nFecha de nacimiento: 10/10/2011";
        let found = run(find, form);
        let shown: Vec<_> = found
            .iter()
            .map(|it| (it.code, form.get(it.start..it.end).unwrap()))
            .collect();
        let expected = [
            (FindingCode::FullName, "Lucía"),
            (FindingCode::FullName, "Ferreiro Luna"),
            (FindingCode::Address, "Teatinos 180"),
            (FindingCode::BirthDate, "10/10/2011"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "Nombre: Pikachu\nTipo: eléctrico",
                "nombre: luna\nnombre: sol",
                "Hora: 17:00\nLugar: biblioteca",
                "Nombre: El laberinto\nDirección: G. del Toro",
            ],
        );
    }
}
