//! What all recognisers share: the text in its two views, and the list that they write to.

use std::ops::Range;

use regex::Regex;

use super::fold::Folded;
use super::{Field, Finding, FindingCode};

/// One text in the two views that recognisers look at.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// The text as it was written.
    pub(super) source: &'a str,
    /// Its plain copy.
    pub(super) folded: Folded,
}

/// What was found in one text so far.
#[derive(Debug)]
pub(super) struct Findings {
    field: Field,
    found: Vec<Finding>,
}

impl Findings {
    pub(super) const fn new(field: Field) -> Self {
        Self {
            field,
            found: Vec::new(),
        }
    }

    /// Adds what a rule found at a range of the source.
    pub(super) fn add(&mut self, code: FindingCode, rule: &'static str, at: Range<usize>) {
        let Range { start, end } = at;
        self.found.push(Finding {
            code,
            field: self.field,
            start,
            end,
            rule,
            lane: code.lane(),
        });
    }

    /// Adds what a rule found at a range of the plain copy.
    pub(super) fn add_folded(
        &mut self,
        code: FindingCode,
        rule: &'static str,
        view: &View<'_>,
        at: Range<usize>,
    ) {
        if let Some(at) = view.folded.source(at) {
            self.add(code, rule, at);
        }
    }

    /// All findings in the order of the text. One inside another of the same code is not told twice.
    pub(super) fn into_list(self) -> Vec<Finding> {
        let mut found = self.found;
        found.sort_by_key(|finding| {
            (
                finding.start,
                std::cmp::Reverse(finding.end),
                finding.code,
                finding.rule,
            )
        });
        let mut list: Vec<Finding> = Vec::with_capacity(found.len());
        let mut reach = std::collections::HashMap::new();
        for finding in found {
            let furthest = reach.entry(finding.code).or_insert(0);
            if finding.end > *furthest || finding.end == finding.start {
                *furthest = finding.end;
                list.push(finding);
            }
        }
        list
    }
}

/// A pattern that is written in this crate.
#[expect(
    clippy::expect_used,
    reason = "patterns are constants, and tests use every one"
)]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// The digits of a text.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a range of a text stands by itself: no letter or digit touches it.
pub(super) fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default().chars().next_back();
    let after = text.get(at.end..).unwrap_or_default().chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
