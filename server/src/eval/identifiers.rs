//! Identifiers, addresses and links with a verdict each: whether something is to be found in a text or not. Formats are those of the public
//! sets of python-stdnum, Presidio, isemail, linkify-it and libphonenumber.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use moderation::screen::{FindingCode, Rules};
use serde::Deserialize;

use super::{sets, tally};
use crate::say::say;
use crate::screening::screen_body;

/// How many wrong verdicts of a kind are told.
const TOLD: usize = 3;

/// A text and whether one of some codes is to be found in it.
pub(super) struct Case {
    kind: String,
    text: String,
    codes: &'static [FindingCode],
    is_there: bool,
}

const DOCUMENT: &[FindingCode] = &[FindingCode::NationalId];
const ACCOUNT: &[FindingCode] = &[FindingCode::Iban];
const MAIL: &[FindingCode] = &[FindingCode::Email];
const PHONE: &[FindingCode] = &[FindingCode::Phone];
const LINK: &[FindingCode] = &[
    FindingCode::Link,
    FindingCode::UrlContact,
    FindingCode::Email,
    FindingCode::Geo,
];

/// The identifiers of python-stdnum that we know: the module, what leads to one where it needs that, and its code.
const MODULES: [(&str, &str, &[FindingCode]); 9] = [
    ("es/dni.py", "", DOCUMENT),
    ("es/nie.py", "", DOCUMENT),
    ("es/nif.py", "", DOCUMENT),
    ("es/cif.py", "mi CIF es ", DOCUMENT),
    ("es/ccc.py", "mi cuenta es ", ACCOUNT),
    ("iban.py", "mi cuenta es ", ACCOUNT),
    ("test_iban.doctest", "mi cuenta es ", ACCOUNT),
    ("pt/nif.py", "o meu NIF é ", DOCUMENT),
    ("pt/cc.py", "", DOCUMENT),
];

/// The recognisers of Presidio that have one of ours beside them.
const RECOGNISERS: [(&str, &[FindingCode]); 8] = [
    ("es_nif", DOCUMENT),
    ("es_nie", DOCUMENT),
    ("es_passport", DOCUMENT),
    ("iban", ACCOUNT),
    ("credit_card", ACCOUNT),
    ("email", MAIL),
    ("phone", PHONE),
    ("url", LINK),
];

/// Reads what is there of the sets in a folder.
pub(super) fn read(folder: &Path) -> anyhow::Result<Vec<Case>> {
    let mut cases = numbers(&folder.join("stdnum_cases.csv"))?;
    cases.extend(recognisers(
        &folder.join("presidio_recogniser_cases.jsonl"),
    )?);
    cases.extend(addresses(&folder.join("isemail.csv"))?);
    cases.extend(links(folder)?);
    for (plan, leads) in [("34", "llámame al "), ("351", "liga-me para o ")] {
        let file = folder.join(format!("phone_{plan}_examples.csv"));
        cases.extend(examples(&file, leads)?);
    }
    Ok(cases)
}

/// Tells how many verdicts are right, by kind.
pub(super) fn tell(cases: &[Case], rules: &Rules) {
    say("\nidentifiers, addresses and links, right verdicts by kind");
    let mut kinds: BTreeMap<&str, (usize, usize, Vec<&str>)> = BTreeMap::new();
    for case in cases {
        let (right, all, wrong) = kinds.entry(&case.kind).or_default();
        let screening = screen_body(rules, &case.text);
        let mut found = screening.findings.iter();
        let is_found = found.any(|finding| case.codes.contains(&finding.code));
        *all = all.saturating_add(1);
        if is_found == case.is_there {
            *right = right.saturating_add(1);
        } else if wrong.len() < TOLD {
            wrong.push(&case.text);
        }
    }
    for (kind, (right, all, wrong)) in kinds {
        let share = tally::percent(right, all);
        say(&format!("{kind:34} {right:4}/{all:<4} {share:5.1} %"));
        for text in wrong {
            say(&format!("    not {text}"));
        }
    }
}

#[derive(Deserialize)]
struct Checked {
    module: String,
    call: String,
    number: String,
    result: String,
}

fn numbers(file: &Path) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for row in rows::<Checked>(file, b',')? {
        let module = MODULES.iter().find(|(module, ..)| *module == row.module);
        let is_verdict = ["validate", "is_valid", "real-world list"].contains(&&*row.call);
        if let Some((_, leads, codes)) = module.filter(|_| is_verdict) {
            let is_there = row.result != "False" && !row.result.starts_with("Invalid");
            cases.push(Case {
                kind: format!("number {}", row.module),
                text: format!("{leads}{}", row.number),
                codes,
                is_there,
            });
        }
    }
    Ok(cases)
}

#[derive(Deserialize)]
struct Tried {
    recogniser: String,
    text: String,
    expected_count: usize,
}

fn recognisers(file: &Path) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    if !file.is_file() {
        return Ok(cases);
    }
    for (line, number) in sets::lines(file)?.iter().zip(1_usize..) {
        let place = || format!("{}, line {number}", file.display());
        let row: Tried = serde_json::from_str(line).with_context(place)?;
        let ours = RECOGNISERS.iter().find(|(name, _)| *name == row.recogniser);
        if let Some((name, codes)) = ours {
            cases.push(Case {
                kind: format!("recogniser {name}"),
                text: row.text,
                codes,
                is_there: row.expected_count > 0,
            });
        }
    }
    Ok(cases)
}

#[derive(Deserialize)]
struct Address {
    address: String,
    category: String,
}

/// Addresses of which everybody says that they are right. Those that are wrong often have a right one inside.
fn addresses(file: &Path) -> anyhow::Result<Vec<Case>> {
    let rows = rows::<Address>(file, b',')?.into_iter();
    let valid = rows.filter(|row| row.category == "ISEMAIL_VALID_CATEGORY");
    let case = |row: Address| Case {
        kind: "mail, valid".to_owned(),
        text: format!("mi correo es {}", row.address),
        codes: MAIL,
        is_there: true,
    };
    Ok(valid.map(case).collect())
}

/// Texts with a link, and below each the links in it; texts without any, one a line.
fn links(folder: &Path) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let case = |text: &str, is_there| Case {
        kind: if is_there { "link" } else { "no link" }.to_owned(),
        text: text
            .split_once(" % ")
            .map_or(text, |(text, _)| text)
            .to_owned(),
        codes: LINK,
        is_there,
    };
    let (with, without) = (
        folder.join("linkify_links.txt"),
        folder.join("linkify_not_links.txt"),
    );
    if with.is_file() {
        let text = std::fs::read_to_string(with)?;
        let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
        cases.extend(blocks.filter_map(|block| Some(case(block.trim().lines().next()?, true))));
    }
    if without.is_file() {
        let lines = sets::lines(&without)?;
        cases.extend(lines.iter().map(|line| case(line, false)));
    }
    Ok(cases)
}

/// Example numbers of a numbering plan that people have.
fn examples(file: &Path, leads: &str) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for row in rows::<(String, String, String)>(file, b';')? {
        let (_, kind, number) = row;
        if ["MOBILE", "FIXED_LINE"].contains(&kind.trim()) {
            cases.push(Case {
                kind: "telephone, example".to_owned(),
                text: format!("{leads}{}", number.trim().trim_matches('"')),
                codes: PHONE,
                is_there: true,
            });
        }
    }
    Ok(cases)
}

/// The rows of a table with a head; none where there is no file.
fn rows<T: serde::de::DeserializeOwned>(file: &Path, between: u8) -> anyhow::Result<Vec<T>> {
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let place = || file.display().to_string();
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(between).flexible(true);
    let mut reader = builder.from_path(file).with_context(place)?;
    let rows: Result<_, csv::Error> = reader.deserialize().collect();
    rows.with_context(place)
}
