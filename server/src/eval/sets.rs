//! Reads sets of labelled texts. A file that is not there is an empty set; one that can't be read is an error with its line.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;

/// What begins a span, parts its code from its text, and ends it.
const MARKS: [char; 3] = ['⟦', '|', '⟧'];

/// A text with spans.
pub(super) struct Labelled {
    pub(super) language: String,
    /// The lane that it belongs to.
    pub(super) lane: String,
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
}

/// A part of a text, in bytes.
pub(super) struct Span {
    pub(super) code: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A text with a label, or none.
pub(super) struct Row {
    pub(super) set: String,
    pub(super) label: String,
    pub(super) text: String,
}

/// The names of the sets, in order.
pub(super) fn names(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter().map(|row| row.set.as_str()).collect()
}

#[derive(Deserialize)]
struct Marked {
    lang: String,
    lane: String,
    text: String,
}

/// The `.jsonl` files of a folder: texts with `⟦CODE|words⟧` around each span.
pub(super) fn labelled(folder: &Path) -> anyhow::Result<Vec<Labelled>> {
    let mut rows = Vec::new();
    for path in files(folder, "jsonl")? {
        for (line, number) in lines(&path)?.iter().zip(1_usize..) {
            let place = || format!("{}, line {number}", path.display());
            let row: Marked = serde_json::from_str(line).with_context(place)?;
            let (text, spans) = unmark(&row.text).with_context(place)?;
            rows.push(Labelled {
                language: row.lang,
                lane: row.lane,
                text,
                spans,
            });
        }
    }
    Ok(rows)
}

/// A text without its marks, and what they marked.
fn unmark(marked: &str) -> anyhow::Result<(String, Vec<Span>)> {
    let [opening, bar, closing] = MARKS;
    let mut text = String::with_capacity(marked.len());
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once(opening) {
        text.push_str(before);
        let marked = after.split_once(closing);
        let Some((inside, after)) = marked else {
            bail!("a mark is not closed")
        };
        let Some((code, words)) = inside.split_once(bar) else {
            bail!("a mark has no code")
        };
        let start = text.len();
        text.push_str(words);
        spans.push(Span {
            code: code.to_owned(),
            start,
            end: text.len(),
        });
        rest = after;
    }
    text.push_str(rest);
    Ok((text, spans))
}

/// The `.txt` files of a folder: a sentence a line.
pub(super) fn benign(folder: &Path) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for path in files(folder, "txt")? {
        let set = path
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        rows.extend(lines(&path)?.into_iter().map(|text| Row {
            set: set.clone(),
            label: String::new(),
            text,
        }));
    }
    Ok(rows)
}

#[derive(Deserialize)]
struct HateCase {
    functionality: String,
    test_case: String,
    label_gold: String,
}

/// The cases of `HateCheck`.
pub(super) fn hate_check(path: &Path) -> anyhow::Result<Vec<Row>> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let place = || path.display().to_string();
    let mut reader = csv::Reader::from_path(path).with_context(place)?;
    let mut rows = Vec::new();
    for case in reader.deserialize() {
        let case: HateCase = case.with_context(place)?;
        rows.push(Row {
            set: case.functionality,
            label: case.label_gold,
            text: case.test_case,
        });
    }
    Ok(rows)
}

#[derive(Deserialize)]
struct Clinical {
    text: String,
    spans: Vec<ClinicalSpan>,
}

#[derive(Deserialize)]
struct ClinicalSpan {
    #[serde(alias = "label")]
    r#type: String,
    start: usize,
    end: usize,
}

/// Clinical texts whose spans are in code points.
pub(super) fn clinical(path: &Path) -> anyhow::Result<Vec<Labelled>> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let read = |line: &String| {
        let row: Clinical = serde_json::from_str(line)?;
        let places: Vec<usize> = row
            .text
            .char_indices()
            .map(|(at, _)| at)
            .chain([row.text.len()])
            .collect();
        let byte = |point: usize| places.get(point).copied().unwrap_or(row.text.len());
        let spans = row.spans.iter().map(|span| Span {
            code: span.r#type.clone(),
            start: byte(span.start),
            end: byte(span.end),
        });
        Ok(Labelled {
            language: "es".to_owned(),
            lane: String::new(),
            spans: spans.collect(),
            text: row.text,
        })
    };
    lines(path)?.iter().map(read).collect()
}

/// The files of a folder with an ending, in order; none where there is no folder.
fn files(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|its| its == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The lines of a file that have something on them.
pub(super) fn lines(path: &Path) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_point_to_what_they_marked() {
        let (text, spans) = unmark("mi insta es ⟦HANDLE|ñu_09⟧ y ⟦PHONE|612⟧").unwrap();
        assert_eq!(text, "mi insta es ñu_09 y 612");
        let marked: Vec<_> = spans
            .iter()
            .map(|span| (span.code.as_str(), text.get(span.start..span.end)))
            .collect();
        assert_eq!(marked, [("HANDLE", Some("ñu_09")), ("PHONE", Some("612"))]);
        assert!(unmark("⟦HANDLE|a").is_err() && unmark("⟦HANDLE⟧").is_err());
    }
}
