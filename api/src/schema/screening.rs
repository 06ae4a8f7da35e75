//! The rules by which texts are screened, for those who run the panel. What a text was found to hold is in `finding` and `revision`.

use async_graphql::{Object, SimpleObject};
use moderation::screen::{FindingCode, PhraseRule, Rules};
use std::sync::Arc;

use super::enums::{Lane, Language};
use super::finding::key;
use crate::words::Say;

/// The rules in force.
pub(crate) struct ScreeningRules {
    rules: Arc<Rules>,
    looks_for: Vec<ScreenedFor>,
}

impl ScreeningRules {
    pub(crate) fn new(rules: Arc<Rules>, say: Say<'_>) -> Self {
        let mut codes: Vec<FindingCode> = FindingCode::ALL.to_vec();
        codes.sort_by_key(|code| code.lane());
        let looks_for = codes
            .into_iter()
            .map(|code| ScreenedFor::new(code, &rules, say));
        Self {
            looks_for: looks_for.collect(),
            rules,
        }
    }
}

/// The rules by which each text is looked through before an adult reads it, and when its author asks. They put texts in order and mark passages; they decide nothing.
#[Object(serial)]
impl ScreeningRules {
    /// Which rules they are. It changes whenever the same text may be judged otherwise, and is kept with each text that was looked through.
    async fn version(&self) -> &str {
        self.rules.version()
    }

    /// What texts are looked through for, the most urgent first.
    #[graphql(complexity = "30 * child_complexity")]
    async fn looks_for(&self) -> &[ScreenedFor] {
        &self.looks_for
    }
}

/// Something that texts are looked through for.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ScreenedFor {
    /// A stable name such as `PHONE`. New names may come.
    code: String,
    /// What it is, in the viewer's words.
    name: String,
    /// Why it matters, as authors read it.
    why: String,
    /// The lane in which a text with it waits. A rule may ask for a more urgent one.
    lane: Lane,
    /// The phrases that are looked for, by language; empty where it is known by its form alone, as a number is.
    #[graphql(complexity = "6 * child_complexity")]
    phrases: Vec<ScreeningPhrases>,
}

/// The phrases of one language.
#[derive(SimpleObject, Clone)]
#[graphql(serial)]
pub(crate) struct ScreeningPhrases {
    /// The language.
    language: Language,
    /// The names of the rules, as findings name them.
    rules: Vec<String>,
    /// How many patterns the rules have. Each stands for many phrases.
    patterns: i32,
}

impl ScreenedFor {
    fn new(code: FindingCode, rules: &Rules, say: Say<'_>) -> Self {
        let own: Vec<PhraseRule<'_>> = rules.phrase_rules().filter(|it| it.code == code).collect();
        let phrases = domain::Language::ALL.into_iter().filter_map(|language| {
            let its: Vec<_> = own
                .iter()
                .filter(|it| it.language == language.code())
                .collect();
            let patterns: usize = its.iter().map(|it| it.patterns).sum();
            (!its.is_empty()).then(|| ScreeningPhrases {
                language: language.into(),
                rules: its.iter().map(|it| it.name.to_owned()).collect(),
                patterns: i32::try_from(patterns).unwrap_or(i32::MAX),
            })
        });
        let words = key(code);
        Self {
            code: code.as_str().to_owned(),
            name: say.plain(words),
            why: say.plain(&format!("{words}-why")),
            lane: code.lane().into(),
            phrases: phrases.collect(),
        }
    }
}
