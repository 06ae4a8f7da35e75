//! What all recognisers share: the text in its two views, and the list that they write to.

use std::ops::Range;
use std::sync::Arc;

use regex::Regex;

use super::fold::Folded;
use super::phrases::{Parsed, Word, words_in};
use super::spoken::Spoken;
use super::{Field, Finding, FindingCode, Lane, Rules};

/// One text in the views that recognisers look at.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// The text as it was written.
    pub(super) source: &'a str,
    /// Its plain copy.
    pub(super) folded: Folded,
    /// The words of the plain copy.
    pub(super) words: Vec<Word>,
    /// What the words are.
    pub(super) parsed: Parsed,
    /// The copy in which signs that were said stand as signs.
    pub(super) spoken: Spoken,
}

impl<'a> View<'a> {
    /// The views of a text.
    pub(super) fn new(rules: &Rules, source: &'a str) -> Self {
        let folded = Folded::new(source);
        let words = words_in(source, &folded);
        let parsed = rules.phrases.parse(&folded, &words);
        let spoken = Spoken::new(&folded, &words, &parsed);
        Self {
            source,
            folded,
            words,
            parsed,
            spoken,
        }
    }

    /// A word of the plain copy; nothing behind the last.
    pub(super) fn word(&self, at: usize) -> &str {
        let word = self.words.get(at);
        word.and_then(|word| self.folded.text().get(word.at.clone()))
            .unwrap_or_default()
    }

    /// Whether a word begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let word = self.words.get(at);
        let source = word.and_then(|word| self.folded.source(word.at.clone()));
        let source = source
            .and_then(|at| self.source.get(at))
            .unwrap_or_default();
        source.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether nothing but spaces, points of abbreviations and the like part a word from the one before.
    pub(super) fn is_next_to(&self, at: usize) -> bool {
        let pair = at
            .checked_sub(1)
            .and_then(|before| Some((self.words.get(before)?, self.words.get(at)?)));
        let between =
            pair.and_then(|(before, word)| self.folded.text().get(before.at.end..word.at.start));
        between.is_some_and(|between| {
            between
                .chars()
                .all(|sign| matches!(sign, ' ' | '.' | '\'' | '-' | '·' | 'º' | '’'))
        })
    }

    /// Whether a word is the first of its sentence.
    pub(super) fn begins_sentence(&self, at: usize) -> bool {
        let sentence = |at: usize| self.words.get(at).map(|word| word.sentence);
        at.checked_sub(1)
            .is_none_or(|before| sentence(before) != sentence(at))
    }

    /// Where words are in the source.
    pub(super) fn source_of(&self, words: Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(words.start)?;
        let last = self.words.get(words.end.checked_sub(1)?)?;
        self.folded.source(first.at.start..last.at.end)
    }
}

/// How sure a rule is that has seen what it looks for.
pub(super) const SURE: u8 = 90;

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
        self.add_in(code.lane(), code, (&rule.into(), SURE), at);
    }

    /// Adds what a rule found at a range of the source, in another lane than that of its code.
    pub(super) fn add_in(
        &mut self,
        lane: Lane,
        code: FindingCode,
        (rule, score): (&Arc<str>, u8),
        at: Range<usize>,
    ) {
        let Range { start, end } = at;
        self.found.push(Finding {
            code,
            field: self.field,
            start,
            end,
            rule: Arc::clone(rule),
            lane,
            score,
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

    /// Drops what is a part of something else: a handle that is the name in an e-mail address, digits of an account that look like a
    /// telephone number.
    pub(super) fn settle(&mut self) {
        let found = std::mem::take(&mut self.found);
        let is_part = |finding: &Finding| {
            found.iter().any(|other| {
                let touches = finding.start < other.end && other.start < finding.end;
                touches && beats(other.code, finding.code)
            })
        };
        self.found = found
            .iter()
            .filter(|finding| !is_part(finding))
            .cloned()
            .collect();
    }

    /// All findings in the order of the text. One inside another of the same code is not told twice.
    pub(super) fn into_list(self) -> Vec<Finding> {
        let mut found = self.found;
        found.sort_by_key(|finding| {
            (
                finding.start,
                std::cmp::Reverse(finding.end),
                finding.code,
                Arc::clone(&finding.rule),
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

/// Whether what is of one code is not of another as well.
fn beats(one: FindingCode, other: FindingCode) -> bool {
    use FindingCode::{
        Address, Email, Geo, Handle, Iban, Link, NationalId, Phone, Plate, Secret, UrlContact,
    };
    const PARTS: &[(FindingCode, &[FindingCode])] = &[
        (Handle, &[Email, UrlContact, Secret, Iban, Geo, Link]),
        (Phone, &[Iban, NationalId, Geo]),
        (Address, &[Email, UrlContact, Handle, Phone, Iban]),
        (Secret, &[Geo, UrlContact, Link, Email, Phone]),
        (NationalId, &[Iban]),
        (Plate, &[Iban, Email, UrlContact, Link, Address]),
        (Link, &[UrlContact, Geo]),
    ];
    let parts = PARTS.iter().find(|(code, _)| *code == other);
    parts.is_some_and(|(_, wholes)| wholes.contains(&one))
}

/// A pattern that is written in this crate.
#[expect(
    clippy::expect_used,
    reason = "patterns are constants, and tests use every one"
)]
pub(super) fn pattern(text: &str) -> Regex {
    // With boundaries of ASCII words the fast engines work on any text; letters that are none are rare in the plain copy.
    let text = text.replace(r"\b", r"(?-u:\b)");
    Regex::new(&text).expect("a valid pattern")
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
