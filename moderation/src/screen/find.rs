//! What all recognisers share: the text in its two views, and the list that they write to.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use regex::Regex;

use super::cues::Cue;
use super::digits::{Run, runs};
use super::fold::Folded;
use super::model::{self, Model};
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
    /// Whether something is to be read backwards.
    pub(super) is_backwards: bool,
    /// Whether there is a picture of a telephone.
    pub(super) shows_telephone: bool,
    runs: OnceCell<Vec<Run>>,
    read: OnceCell<Vec<model::Word>>,
}

impl<'a> View<'a> {
    /// The views of a text.
    pub(super) fn new(rules: &Rules, source: &'a str) -> Self {
        let folded = Folded::new(source);
        let words = words_in(source, &folded);
        let parsed = rules.phrases.parse(&folded, &words);
        let spoken = Spoken::new(&folded, &words, &parsed);
        let is_backwards = parsed
            .cues_in(Cue::Reversed, 0..words.len())
            .next()
            .is_some();
        Self {
            source,
            folded,
            words,
            parsed,
            spoken,
            is_backwards,
            shows_telephone: source.contains(['📞', '📱', '☎']),
            runs: OnceCell::new(),
            read: OnceCell::new(),
        }
    }

    /// Its digits, in runs.
    pub(super) fn runs(&self, rules: &Rules) -> &[Run] {
        self.runs.get_or_init(|| runs(rules, self))
    }

    /// Its words as models see them.
    pub(super) fn read(&self, model: &Model) -> &[model::Word] {
        let words = || (0..self.words.len()).map(|at| self.word(at));
        self.read.get_or_init(|| model.understand(words()))
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

    /// The words that begin within a range of the source.
    pub(super) fn words_in(&self, source: &Range<usize>) -> Range<usize> {
        let before = |end: usize| {
            self.words.partition_point(|word| {
                let first = word.at.start..word.at.start.saturating_add(1);
                self.folded.source(first).is_some_and(|at| at.start < end)
            })
        };
        before(source.start)..before(source.end)
    }

    /// Whether two words stand in the same sentence.
    pub(super) fn are_together(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.words.get(at).map(|word| word.sentence);
        sentence(one) == sentence(other)
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

/// How sure a recogniser is of what it finds: it knows it by its signs, by its form, by a name that stands where one is told, or hardly.
fn sureness(code: FindingCode) -> u8 {
    use FindingCode as Code;
    let by_form = [Code::Handle, Code::BirthDate, Code::Plate, Code::Geo];
    let by_name = [Code::School, Code::Address, Code::FullName];
    let hardly = [Code::ScreeningFailed, Code::Probing];
    let known = [(&by_form[..], 80), (&by_name[..], 70), (&hardly[..], 50)];
    let known = known.iter().find(|(codes, _)| codes.contains(&code));
    known.map_or(SURE, |(_, sureness)| *sureness)
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
        self.add_in(code.lane(), code, (&rule.into(), sureness(code)), at);
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

    /// Where something of a code was found so far.
    pub(super) fn cover(&self, code: FindingCode) -> Cover {
        Cover::of(self.found.iter().filter(|finding| finding.code == code))
    }

    /// What was found so far.
    pub(super) fn found(&self) -> &[Finding] {
        &self.found
    }

    /// Drops what is not to be kept.
    pub(super) fn keep(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.found.retain(keep);
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

    /// Drops what lies inside something else and is a part of it: a handle that is the name in an e-mail address, digits of an account that
    /// look like a telephone number. What was itself dropped takes nothing with it.
    pub(super) fn settle(&mut self) {
        for (part, wholes) in PARTS {
            if !self.found.iter().any(|finding| finding.code == *part) {
                continue;
            }
            let around = Cover::of(
                self.found
                    .iter()
                    .filter(|finding| wholes.contains(&finding.code)),
            );
            self.found.retain(|finding| {
                finding.code != *part || !around.holds(finding.start, finding.end)
            });
        }
    }

    /// All findings in the order of the text.
    pub(super) fn into_list(self) -> Vec<Finding> {
        told_once(self.found)
    }
}

/// Findings in the order of the texts. One inside another of the same code, in the same lane or a more urgent one, is not told twice.
pub(super) fn told_once(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|one, other| {
        let key = |finding: &Finding| {
            let place = (finding.field, finding.start, Reverse(finding.end));
            (place, finding.lane, finding.code)
        };
        key(one)
            .cmp(&key(other))
            .then_with(|| one.rule.cmp(&other.rule))
    });
    let mut list: Vec<Finding> = Vec::with_capacity(found.len());
    // How far findings of a code reach, by lane, the most urgent first.
    let mut reach: HashMap<(Field, FindingCode), BTreeMap<Lane, usize>> = HashMap::new();
    for finding in found {
        let by_lane = reach.entry((finding.field, finding.code)).or_default();
        let is_told = by_lane
            .range(..=finding.lane)
            .any(|(_, end)| *end >= finding.end);
        if !is_told || finding.end == finding.start {
            let furthest = by_lane.entry(finding.lane).or_insert(0);
            *furthest = finding.end.max(*furthest);
            list.push(finding);
        }
    }
    list
}

/// What may be a part of what, in the order in which it is settled.
const PARTS: &[(FindingCode, &[FindingCode])] = {
    use FindingCode::{
        Address, Email, Geo, Handle, Iban, Link, NationalId, Phone, Plate, Secret, UrlContact,
    };
    &[
        (Link, &[UrlContact, Geo]),
        (NationalId, &[Iban]),
        (Phone, &[Iban, NationalId, Geo]),
        (Secret, &[Geo, UrlContact, Email, Phone]),
        (Handle, &[Email, UrlContact, Secret, Iban, Geo]),
        (Address, &[Email, UrlContact, Handle, Phone, Iban]),
        (Plate, &[Iban, Email, UrlContact, Address]),
    ]
};

/// Ranges by their start, each with the furthest end of those up to it.
#[derive(Debug)]
pub(super) struct Cover(Vec<(usize, usize)>);

impl Cover {
    fn of<'a>(findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut ranges: Vec<_> = findings
            .map(|finding| (finding.start, finding.end))
            .collect();
        ranges.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut ranges {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(ranges)
    }

    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a range and one of them have anything in common.
    pub(super) fn touches(&self, at: &Range<usize>) -> bool {
        let before_end = self.0.partition_point(|(known, _)| *known < at.end);
        let last = before_end.checked_sub(1).and_then(|last| self.0.get(last));
        last.is_some_and(|(_, furthest)| *furthest > at.start)
    }

    /// Whether a range lies inside one of them.
    fn holds(&self, start: usize, end: usize) -> bool {
        let after = self.0.partition_point(|(known, _)| *known <= start);
        let last = after.checked_sub(1).and_then(|last| self.0.get(last));
        last.is_some_and(|(_, furthest)| *furthest >= end)
    }
}

/// A pattern that is written in this crate.
#[expect(
    clippy::expect_used,
    reason = "patterns are constants, and tests use every one"
)]
pub(super) fn pattern(text: &str) -> Regex {
    // With boundaries of ASCII words the fast engines work on any text; letters that are none are rare in the plain copy, and digits
    // of other scripts are ours there.
    let text = text.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
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
