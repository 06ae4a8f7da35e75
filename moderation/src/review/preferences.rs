//! What an adult says of the texts that they read: in which languages, and what they leave to others, for no reason given. It says what is offered
//! to them; what they may read and decide is in `domain::publication`.

use domain::{Language, TopicId};

use super::Themes;

/// How many topics somebody may leave to others.
pub const MOST_TOPICS_LEFT: usize = 50;

/// What an adult says of the texts that they read. Whoever said nothing is offered everything.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Preferences {
    /// The languages that the adult reads well enough to decide, each once, in the order of [`Language::ALL`]; all of them if none is named.
    pub languages: Vec<Language>,
    /// What may be hard to read, and is left to others.
    pub without: Themes,
    /// The topics that are left to others, each once; [`MOST_TOPICS_LEFT`] at most.
    pub without_topics: Vec<TopicId>,
}

impl Preferences {
    /// The languages of what is offered.
    pub fn reads(&self) -> &[Language] {
        if self.languages.is_empty() {
            &Language::ALL
        } else {
            &self.languages
        }
    }

    /// Whether a text is one to offer.
    pub fn suit(&self, language: Language, themes: Themes, topics: &[TopicId]) -> bool {
        self.reads().contains(&language)
            && !self.without.meet(themes)
            && !topics
                .iter()
                .any(|topic| self.without_topics.contains(topic))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::review::theme::Theme;

    fn topic(n: u128) -> TopicId {
        TopicId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn whoever_said_nothing_is_offered_everything() {
        let everything = Preferences::default();
        let themes: Themes = Theme::ALL.into_iter().collect();
        for language in Language::ALL {
            assert!(everything.suit(language, themes, &[topic(1)]));
        }
    }

    #[test]
    fn another_language_a_theme_or_a_topic_that_is_left_to_others_is_not_offered() {
        let said = Preferences {
            languages: vec![Language::Spanish, Language::Basque],
            without: [Theme::SelfHarm, Theme::Hate].into_iter().collect(),
            without_topics: vec![topic(1)],
        };
        let drugs = [Theme::Drugs].into_iter().collect();
        assert!(said.suit(Language::Basque, drugs, &[topic(2)]));
        assert!(!said.suit(Language::Catalan, drugs, &[topic(2)]));
        let both = [Theme::Drugs, Theme::Hate].into_iter().collect();
        assert!(!said.suit(Language::Basque, both, &[topic(2)]));
        assert!(!said.suit(Language::Basque, drugs, &[topic(2), topic(1)]));
    }
}
