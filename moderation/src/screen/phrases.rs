//! Lexicons: the phrases that adults should see, as rules in files, and the contexts that quiet them. All languages run over every text:
//! children mix them. The phrases themselves are data, in `moderation/rules`; nothing is decided here.

mod chart;
mod grammar;
mod hints;
mod listed;
mod lists;
mod needs;
mod pattern;
mod said;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;
use serde::Deserialize;

use super::cues::{self, Cue, Names};
use super::find::{Findings, SURE, View};
use super::fold::Folded;
use super::model::{Opinions, hash_of_text};
use super::{FindingCode, Lane};
use chart::{Found, Hit};
use grammar::{Classes, Grammar, Head, Scope};
use lists::Lists;

pub(super) use grammar::Builder;
pub use grammar::GrammarError;
pub use listed::PhraseRule;
pub use pattern::PatternError;
pub(super) use pattern::words_of;
pub(super) use said::{Said, named};
pub(super) use words::{Word, words_in};

/// How sure two hints are.
const HINT: u8 = 60;
/// The most contexts: one bit each.
const MOST_CONTEXTS: usize = 64;

/// One file of a lexicon.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rules: Vec<Entry>,
    #[serde(default)]
    contexts: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    variants: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    code: String,
    lane: Option<String>,
    #[serde(default)]
    strength: Strength,
    #[serde(default)]
    unless: Vec<String>,
    patterns: Vec<String>,
}

/// What a phrase is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Strength {
    /// Enough by itself, where the model does not find its sentence harmless.
    #[default]
    Sure,
    /// Something with another hint of the same code only.
    Hint,
}

/// A rule of a lexicon.
#[derive(Debug)]
struct Rule {
    name: Arc<str>,
    code: FindingCode,
    lane: Lane,
    strength: Strength,
    /// The contexts that quiet it.
    unless: u64,
    patterns: usize,
}

/// All lexicons.
#[derive(Debug)]
pub(super) struct Phrases {
    grammar: Grammar,
    rules: Vec<Rule>,
    /// The name of each context, hashed.
    contexts: Vec<u32>,
}

/// Why a file of a lexicon can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct LexiconError {
    file: String,
    why: Why,
}

impl Why {
    fn toml(error: toml::de::Error) -> Self {
        Self::Toml(Box::new(error))
    }
}

#[derive(Debug, thiserror::Error)]
enum Why {
    #[error("it is not as a lexicon is: {0}")]
    Toml(#[from] Box<toml::de::Error>),
    #[error("the rule {0:?} names no code or lane that there is")]
    Code(String),
    #[error("there is no context {0:?}, or there are too many")]
    Context(String),
    #[error("{0}")]
    Grammar(#[from] GrammarError),
}

/// What the words of a text are, as far as lexicons and cues know.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Phrases of rules and contexts.
    hits: Vec<Hit>,
    /// The contexts of each sentence, a bit each.
    contexts: Vec<u64>,
    /// Cues, by the word that they begin with: which, and the word after the last.
    cues: Lists<(Cue, usize)>,
    /// Numbers in words, by the word that they begin with.
    numbers: Lists<Number>,
    gave_up: bool,
}

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// What it says, below 1000.
    pub(super) value: u16,
    /// Whether its word is more often something else.
    pub(super) is_weak: bool,
    /// The word after its last.
    pub(super) end: usize,
}

impl Parsed {
    /// Takes what begins with the word whose lists are open.
    fn take(&mut self, hit: Hit) {
        match hit.head {
            Head::Rule(_) | Head::Context(_) => self.hits.push(hit),
            Head::Cue(number) => {
                if let Some(cue) = Cue::from_number(number) {
                    self.cues.push((cue, hit.to));
                }
            }
            Head::Number { value, is_weak } => self.numbers.push(Number {
                value,
                is_weak,
                end: hit.to,
            }),
            Head::Symbol(_) => {}
        }
    }

    /// The cues that begin with a word, each with the word after its last.
    pub(super) fn all_cues(&self, at: usize) -> &[(Cue, usize)] {
        self.cues.of(at)
    }

    /// The longest phrase of a cue that begins with a word: the word after its last.
    pub(super) fn cue(&self, cue: Cue, at: usize) -> Option<usize> {
        let cues = self.cues.of(at).iter();
        cues.filter(|(known, _)| *known == cue)
            .map(|(_, end)| *end)
            .max()
    }

    /// The shortest phrase of a cue that begins with a word: the word after its last.
    pub(super) fn shortest(&self, cue: Cue, at: usize) -> Option<usize> {
        let cues = self.cues.of(at).iter();
        let ends = cues.filter(|(known, _)| *known == cue);
        ends.map(|(_, end)| *end).min()
    }

    /// The phrases of a cue that begin within a range of words: where, and the word after the last.
    pub(super) fn cues_in(
        &self,
        cue: Cue,
        range: Range<usize>,
    ) -> impl Iterator<Item = (usize, usize)> + '_ {
        range.filter_map(move |at| self.cue(cue, at).map(|end| (at, end)))
    }

    /// The numbers in words that begin with a word.
    pub(super) fn numbers(&self, at: usize) -> &[Number] {
        self.numbers.of(at)
    }
}

/// How often a rule counts in one text: nobody reads more. A text in which one would count oftener was not wholly looked at.
const MOST_OF_A_RULE: usize = 200;

fn file(name: &str, text: &str) -> Result<File, LexiconError> {
    toml::from_str(text).map_err(|error| within(name)(Why::toml(error)))
}

/// Reads a file as a table.
pub(super) fn table(name: &str, text: &str) -> Result<toml::Table, LexiconError> {
    toml::from_str(text).map_err(|error| within(name)(Why::toml(error)))
}

impl Phrases {
    /// Reads lexicons, cues and names: the name of each file without its ending, such as `es/danger`, and what is in it.
    pub(super) fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(Self, Names), LexiconError> {
        let mut reading = Reading::default();
        let mut names = Names::default();
        let mut leads = Vec::new();
        let mut languages: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (name, text) in files {
            if name == cues::LEADS {
                leads.push(table(name, text)?);
            } else if name.starts_with("cues/") || name.starts_with("names/") {
                let table = table(name, text)?;
                cues::add(&mut reading.builder, name, &table);
                names.read(name, &table);
            } else {
                let language = name.split('/').next().unwrap_or_default();
                languages.entry(language).or_default().push((name, text));
                let file = file(name, text)?;
                reading.contexts(&file).map_err(within(name))?;
            }
        }
        // One language after another: all of them at once take much memory.
        for files in languages.into_values() {
            reading.language(&files)?;
        }
        for (word, spelling) in std::mem::take(&mut reading.variants) {
            reading.builder.vary(&word, &spelling);
        }
        reading.builder.begin_leads();
        for table in leads {
            cues::add(&mut reading.builder, cues::LEADS, &table);
        }
        let phrases = Self {
            grammar: reading.builder.finish(),
            rules: reading.rules,
            contexts: reading
                .contexts
                .iter()
                .map(|name| hash_of_text(name))
                .collect(),
        };
        Ok((phrases, names))
    }

    /// Whether a word is one that some rule or cue knows: no name that somebody made up.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.grammar.knows(word)
    }

    /// Looks what the words of a text are.
    pub(super) fn parse(&self, folded: &Folded, words: &[Word]) -> Parsed {
        let (edges, was_too_long) = words::readings(&self.grammar, folded.text(), words);
        let Found { hits, gave_up } = chart::find(&self.grammar, words, &edges);
        let mut parsed = Parsed {
            hits: Vec::new(),
            contexts: Vec::new(),
            cues: Lists::with_room_for(words.len()),
            numbers: Lists::with_room_for(words.len()),
            gave_up: gave_up || was_too_long,
        };
        let mut hits = hits;
        hits.sort_unstable_by_key(|hit| (hit.from, hit.head, std::cmp::Reverse(hit.to)));
        // Of a rule the furthest counts; of a cue each.
        hits.dedup_by(|next, kept| {
            let is_rule = matches!(kept.head, Head::Rule(_) | Head::Context(_));
            (next.from, next.head) == (kept.from, kept.head) && (is_rule || next.to == kept.to)
        });
        let mut hits = hits.into_iter().peekable();
        for at in 0..words.len() {
            while let Some(hit) = hits.next_if(|hit| hit.from == at) {
                parsed.take(hit);
            }
            parsed.cues.close();
            parsed.numbers.close();
        }
        parsed.contexts = contexts_by_sentence(&parsed.hits, words);
        parsed
    }

    /// Finds the phrases of all lexicons.
    pub(super) fn find(&self, view: &View<'_>, opinions: &Opinions<'_>, findings: &mut Findings) {
        let words = &view.words;
        let parsed = &view.parsed;
        let mut gave_up = parsed.gave_up;
        let mut left: HashMap<Head, usize> = HashMap::default();
        let told = parsed.hits.iter().filter_map(|hit| {
            let rule = self.rule(hit)?;
            let around = contexts_around(&parsed.contexts, words, hit);
            if rule.unless & around != 0 {
                return None;
            }
            let left = left.entry(hit.head).or_insert(MOST_OF_A_RULE);
            let next = left.checked_sub(1);
            gave_up = gave_up || next.is_none();
            *left = next?;
            Some((hit, rule))
        });
        let (sure, hints): (Vec<_>, Vec<_>) =
            told.partition(|(_, rule)| rule.strength == Strength::Sure);
        if gave_up {
            let all = 0..view.source.len();
            findings.add(FindingCode::ScreeningFailed, "lexicon.too-hard", all);
        }
        let sure = sure.iter().filter(|(hit, rule)| {
            rule.lane >= Lane::P4 || opinions.allow(&(hit.from..hit.to), rule.lane)
        });
        let counts = |hit: &Hit, rule: &Rule| {
            let words = hit.from..hit.to;
            let is_near =
                || hints::has_another(&hints, (hit, rule), &view.words, view.folded.text());
            rule.lane >= Lane::P4 && is_near()
                || opinions.support(&words, rule.lane)
                || (opinions.allow(&words, rule.lane) && is_near())
        };
        let hinted = hints.iter().filter(|(hit, rule)| counts(hit, rule));
        for (hit, rule) in sure.chain(hinted) {
            if let Some(at) = view.source_of(hit.from..hit.to) {
                let score = match rule.strength {
                    Strength::Sure => SURE,
                    Strength::Hint => HINT,
                };
                findings.add_in(rule.lane, rule.code, (&rule.name, score), at);
            }
        }
    }

    fn rule(&self, hit: &Hit) -> Option<&Rule> {
        let Head::Rule(number) = hit.head else {
            return None;
        };
        self.rules.get(usize::try_from(number).ok()?)
    }
}

/// The contexts of each sentence, as bits.
fn contexts_by_sentence(hits: &[Hit], words: &[Word]) -> Vec<u64> {
    let sentences = words
        .last()
        .map_or(0, |word| word.sentence)
        .saturating_add(1);
    let mut contexts = vec![0_u64; usize::try_from(sentences).unwrap_or(0)];
    for hit in hits {
        let Head::Context(number) = hit.head else {
            continue;
        };
        for sentence in sentences_of(words, hit) {
            if let Some(bits) = contexts.get_mut(sentence) {
                *bits |= 1_u64.checked_shl(number.into()).unwrap_or(0);
            }
        }
    }
    contexts
}

fn contexts_around(contexts: &[u64], words: &[Word], hit: &Hit) -> u64 {
    let around = sentences_of(words, hit).filter_map(|sentence| contexts.get(sentence));
    around.fold(0, |all, bits| all | bits)
}

/// The sentences that a hit is in.
fn sentences_of(words: &[Word], hit: &Hit) -> std::ops::RangeInclusive<usize> {
    let sentence = |at: usize| words.get(at).map_or(0, |word| word.sentence);
    let (first, last) = (sentence(hit.from), sentence(hit.to.saturating_sub(1)));
    let number = |sentence: u32| usize::try_from(sentence).unwrap_or(usize::MAX);
    number(first)..=number(last)
}

fn within(file: &str) -> impl Fn(Why) -> LexiconError {
    move |why| LexiconError {
        file: file.to_owned(),
        why,
    }
}

/// The classes that a file may name: its own, and those of the other files of its language.
fn classes_for<'a>(language: &'a [(&str, File)], own: &'a File) -> Classes<'a> {
    let others = language.iter().flat_map(|(_, file)| &file.classes);
    let all = others.chain(&own.classes);
    all.map(|(name, phrases)| (name.as_str(), phrases.as_slice()))
        .collect()
}

/// Lexicons while they are read.
#[derive(Default)]
struct Reading {
    builder: Builder,
    rules: Vec<Rule>,
    contexts: Vec<String>,
    /// Words and how else they are written.
    variants: Vec<(String, String)>,
}

impl Reading {
    /// Reads the lexicons of one language.
    fn language(&mut self, files: &[(&str, &str)]) -> Result<(), LexiconError> {
        let files = files
            .iter()
            .map(|(name, text)| Ok((*name, file(name, text)?)));
        let files: Vec<(&str, File)> = files.collect::<Result<_, _>>()?;
        for (name, file) in &files {
            let mut scope = Scope::new(classes_for(&files, file));
            self.context_patterns(file, &mut scope)
                .map_err(within(name))?;
            self.rules(name, file, &mut scope).map_err(within(name))?;
        }
        for (word, spellings) in files.into_iter().flat_map(|(_, file)| file.variants) {
            let pairs = spellings
                .into_iter()
                .map(|spelling| (word.clone(), spelling));
            self.variants.extend(pairs);
        }
        Ok(())
    }

    /// The number of a context, which has the same name in every language.
    fn context(&self, name: &str) -> Option<u8> {
        let at = self.contexts.iter().position(|known| known == name)?;
        u8::try_from(at).ok()
    }

    /// Gives every context of a file its number.
    fn contexts(&mut self, file: &File) -> Result<(), Why> {
        for name in file.contexts.keys() {
            if self.context(name).is_none() {
                self.contexts.push(name.clone());
            }
            if self.contexts.len() > MOST_CONTEXTS {
                return Err(Why::Context(name.clone()));
            }
        }
        Ok(())
    }

    fn context_patterns(&mut self, file: &File, scope: &mut Scope<'_>) -> Result<(), Why> {
        for (name, patterns) in &file.contexts {
            let number = self.context(name);
            let number = number.ok_or_else(|| Why::Context(name.clone()))?;
            for pattern in patterns {
                self.builder.add(Head::Context(number), pattern, scope)?;
            }
        }
        Ok(())
    }

    fn rules(&mut self, name: &str, file: &File, scope: &mut Scope<'_>) -> Result<(), Why> {
        for entry in &file.rules {
            let unknown = || Why::Code(entry.name.clone());
            let code = FindingCode::parse(&entry.code).ok_or_else(unknown)?;
            let lane = entry
                .lane
                .as_deref()
                .map(|lane| Lane::parse(lane).ok_or_else(unknown));
            let mut unless = 0;
            for context in &entry.unless {
                let number = self.context(context);
                let number = number.ok_or_else(|| Why::Context(context.clone()))?;
                unless |= 1_u64.checked_shl(number.into()).unwrap_or(0);
            }
            let number = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
            for pattern in &entry.patterns {
                self.builder.add(Head::Rule(number), pattern, scope)?;
            }
            self.rules.push(Rule {
                name: format!("{name}.{}", entry.name).into(),
                code,
                lane: lane.transpose()?.unwrap_or(code.lane()),
                strength: entry.strength,
                unless,
                patterns: entry.patterns.len(),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
