//! What lexicons say of a text, for models that weigh it: every phrase that stands there, whether it counts or not. What that is worth is for
//! the models.

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use super::super::find::View;
use super::super::model::{hash_of_text, mix};
use super::{Head, MOST_OF_A_RULE, Phrases, Strength, contexts_around};

/// A phrase that stands in a text.
#[derive(Debug, Clone)]
pub(in super::super) struct Said {
    /// Its words.
    pub(in super::super) words: Range<usize>,
    /// What a rule says that it is; nothing where it is a context.
    pub(in super::super) of_rule: Option<OfRule>,
    /// What context it is; for a phrase of a rule the contexts around it that quiet the rule: a bit each.
    pub(in super::super) contexts: u64,
}

/// What a rule says of a phrase.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct OfRule {
    /// Its name, hashed.
    pub(in super::super) name: u32,
    /// Its code, its lane and its strength, hashed.
    pub(in super::super) kind: u32,
}

/// Those of some names whose bits are set.
pub(in super::super) fn named(bits: u64, names: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let is_set = move |at: u32| bits.checked_shr(at).unwrap_or(0) & 1 == 1;
    let all = names.iter().zip(0..);
    all.filter(move |(_, at)| is_set(*at))
        .map(|(name, _)| *name)
}

impl Phrases {
    /// Every phrase of a rule or a context in a text; of each as many as count at most.
    pub(in super::super) fn said<'a>(
        &'a self,
        view: &'a View<'_>,
    ) -> impl Iterator<Item = Said> + 'a {
        let parsed = &view.parsed;
        let mut seen: HashMap<Head, usize> = HashMap::default();
        parsed.hits.iter().filter_map(move |hit| {
            let seen = seen.entry(hit.head).or_insert(0);
            *seen = seen.saturating_add(1);
            if *seen > MOST_OF_A_RULE {
                return None;
            }
            let (of_rule, contexts) = match hit.head {
                Head::Rule(_) => {
                    let rule = self.rule(hit)?;
                    let lane = hash_of_text(rule.lane.as_str());
                    let kind = mix(hash_of_text(rule.code.as_str()), lane);
                    let of_rule = OfRule {
                        name: hash_of_text(&rule.name),
                        kind: mix(kind, u32::from(rule.strength == Strength::Sure)),
                    };
                    let around = contexts_around(&parsed.contexts, &view.words, hit);
                    (Some(of_rule), rule.unless & around)
                }
                Head::Context(number) => (None, 1_u64.checked_shl(number.into()).unwrap_or(0)),
                Head::Cue(_) | Head::Number { .. } | Head::Symbol(_) => return None,
            };
            Some(Said {
                words: hit.from..hit.to,
                of_rule,
                contexts,
            })
        })
    }

    /// The contexts of the sentence that each word is in: a bit each.
    pub(in super::super) fn contexts_of(view: &View<'_>) -> Vec<u64> {
        let of = |sentence: u32| {
            let sentence = usize::try_from(sentence).ok()?;
            view.parsed.contexts.get(sentence).copied()
        };
        let words = view.words.iter();
        words.map(|word| of(word.sentence).unwrap_or(0)).collect()
    }

    /// The names of all contexts, hashed, by their bits.
    pub(in super::super) fn contexts(&self) -> &[u32] {
        &self.contexts
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Rules;
    use super::*;

    /// For each phrase of a rule in a text whether something around it quiets it.
    fn quieted(text: &str) -> Vec<bool> {
        let rules = Rules::built_in();
        let view = View::new(&rules, text);
        let of_rules = rules
            .phrases
            .said(&view)
            .filter(|said| said.of_rule.is_some());
        of_rules.map(|said| said.contexts != 0).collect()
    }

    #[test]
    fn phrases_are_said_whether_they_count_or_not() {
        assert!(quieted("quiero morirme").contains(&false));
        assert!(quieted("en la partida de minecraft quiero morirme").contains(&true));
        assert!(quieted("hoy llueve mucho").is_empty());
    }

    #[test]
    fn a_flood_of_phrases_is_said_as_often_as_it_counts() {
        let rules = Rules::built_in();
        let text = "wtf ".repeat(16_000);
        let view = View::new(&rules, &text);
        let mut by_rule: HashMap<u32, usize> = HashMap::default();
        for said in rules.phrases.said(&view).filter_map(|said| said.of_rule) {
            *by_rule.entry(said.name).or_insert(0) += 1;
        }
        assert!(!by_rule.is_empty());
        assert!(by_rule.values().all(|count| *count <= MOST_OF_A_RULE));
    }

    #[test]
    fn names_are_given_for_the_bits_that_are_set() {
        let names = [10, 20, 30];
        assert_eq!(named(0b101, &names).collect::<Vec<_>>(), [10, 30]);
        assert_eq!(named(0, &names).count(), 0);
    }

    #[test]
    fn words_know_the_contexts_of_their_sentence_alone() {
        let rules = Rules::built_in();
        let view = View::new(
            &rules,
            "en la partida de minecraft me mataron. hoy llueve mucho",
        );
        let contexts = Phrases::contexts_of(&view);
        assert_ne!(contexts.first(), Some(&0));
        assert_eq!(contexts.last(), Some(&0));
    }
}
