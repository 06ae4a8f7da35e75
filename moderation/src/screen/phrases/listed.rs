//! The rules of the lexicons as a list, for whoever wants to know what is looked for.

use super::{FindingCode, Phrases};

/// A rule of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseRule<'a> {
    /// The rule's name, as findings have it.
    pub name: &'a str,
    /// The tag of the language that it is written in.
    pub language: &'a str,
    /// What it finds.
    pub code: FindingCode,
    /// How many patterns it has.
    pub patterns: usize,
}

impl Phrases {
    /// Every rule.
    pub(in crate::screen) fn rules(&self) -> impl Iterator<Item = PhraseRule<'_>> {
        self.rules.iter().map(|rule| PhraseRule {
            name: &rule.name,
            language: rule.name.split('/').next().unwrap_or_default(),
            code: rule.code,
            patterns: rule.patterns,
        })
    }
}
