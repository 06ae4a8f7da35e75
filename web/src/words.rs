//! The words of pages, in six languages, by Fluent. What the API says is said by the API.

use std::collections::HashMap;

use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, PatternElement};

use crate::language::Language;

/// A value that stands in a sentence.
pub(crate) type Value<'a> = FluentValue<'a>;

/// Marks a text as the key of words, where it is chosen long before they are said.
pub(crate) const fn key(key: &'static str) -> &'static str {
    key
}

/// The words of one language.
pub(crate) struct Words {
    /// Sentences in which nothing has to be filled in.
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
    /// Whose clock and calendar is meant where a moment is said.
    pub(crate) zone: Tz,
}

/// Why there are no words: the built-in ones can't be read.
#[derive(Debug)]
pub struct WordsError(&'static str);

impl std::fmt::Display for WordsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the words of pages in {} can't be read", self.0)
    }
}

impl std::error::Error for WordsError {}

impl Words {
    /// The built-in words of a language.
    pub(crate) fn built_in(language: Language, zone: Tz) -> Result<Self, WordsError> {
        let broken = || WordsError(language.tag());
        let resource =
            FluentResource::try_new(source(language).to_owned()).map_err(|_unreadable| broken())?;
        let tag = language.tag().parse().map_err(|_unreadable| broken())?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks would be read aloud and counted; no value that stands in a sentence is written from right to left.
        bundle.set_use_isolating(false);
        let plain = resource.entries().filter_map(plain).collect();
        bundle.add_resource(resource).map_err(|_twice| broken())?;
        Ok(Self {
            plain,
            bundle,
            zone,
        })
    }

    /// A sentence in which nothing has to be filled in.
    pub(crate) fn plain<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or_else(
            || {
                tracing::error!(key, "a page has no words for something");
                key
            },
            String::as_str,
        )
    }

    /// A sentence with what is filled in.
    pub(crate) fn with(&self, key: &str, named: &[(&str, Value<'_>)]) -> String {
        let args: FluentArgs<'_> = named
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        let message = self.bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            tracing::error!(key, "a page has no words for something");
            return key.to_owned();
        };
        let mut errors = vec![];
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, "a sentence of a page lacks what is filled in");
        }
        text
    }
}

/// A code in groups of four, so that it can be read aloud and typed.
pub(crate) fn set_apart(code: &str) -> String {
    let all: Vec<char> = code.chars().collect();
    let groups: Vec<String> = all.chunks(4).map(|it| it.iter().collect()).collect();
    groups.join(" ")
}

/// A message without anything to fill in, as it will be shown.
fn plain(entry: &Entry<&str>) -> Option<(String, String)> {
    let Entry::Message(message) = entry else {
        return None;
    };
    let elements = &message.value.as_ref()?.elements;
    let texts = elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    let text: Option<String> = texts.collect();
    Some((message.id.name.to_owned(), text?))
}

const fn source(language: Language) -> &'static str {
    match language {
        Language::Spanish => include_str!("../words/es.ftl"),
        Language::Catalan => include_str!("../words/ca.ftl"),
        Language::Galician => include_str!("../words/gl.ftl"),
        Language::Basque => include_str!("../words/eu.ftl"),
        Language::Portuguese => include_str!("../words/pt.ftl"),
        Language::English => include_str!("../words/en.ftl"),
    }
}

#[cfg(test)]
mod tests;
