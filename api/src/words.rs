//! The words that people read, in their language. The texts are in `api/words`, one file a language; a test holds
//! their keys equal. What went wrong is decided elsewhere.

use std::collections::HashMap;

use domain::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use moderation::review::TextsVersion;

/// A file of texts of each language, with its tag.
type Sources = [(Language, &'static str, &'static str); 6];

const SOURCES: Sources = [
    (Language::Spanish, "es", include_str!("../words/es.ftl")),
    (Language::English, "en", include_str!("../words/en.ftl")),
    (Language::Portuguese, "pt", include_str!("../words/pt.ftl")),
    (Language::Catalan, "ca", include_str!("../words/ca.ftl")),
    (Language::Galician, "gl", include_str!("../words/gl.ftl")),
    (Language::Basque, "eu", include_str!("../words/eu.ftl")),
];

/// A text in each language.
macro_rules! statement_texts {
    ($version:literal) => {
        [
            (
                Language::Spanish,
                "es",
                include_str!(concat!("../words/statements/", $version, "/es.ftl")),
            ),
            (
                Language::English,
                "en",
                include_str!(concat!("../words/statements/", $version, "/en.ftl")),
            ),
            (
                Language::Portuguese,
                "pt",
                include_str!(concat!("../words/statements/", $version, "/pt.ftl")),
            ),
            (
                Language::Catalan,
                "ca",
                include_str!(concat!("../words/statements/", $version, "/ca.ftl")),
            ),
            (
                Language::Galician,
                "gl",
                include_str!(concat!("../words/statements/", $version, "/gl.ftl")),
            ),
            (
                Language::Basque,
                "eu",
                include_str!(concat!("../words/statements/", $version, "/eu.ftl")),
            ),
        ]
    };
}

/// The texts of statements of reasons by version. Those that were told stay as they are: other words are another version.
const STATEMENTS: [(TextsVersion, Sources); 1] = [(TextsVersion(1), statement_texts!("1"))];

/// A file of texts that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("the texts in {language} can't be read: {problem}")]
pub struct WordsError {
    language: &'static str,
    problem: String,
}

type Bundles = HashMap<Language, FluentBundle<FluentResource>>;

/// Every text in every language.
pub struct Words {
    interface: Bundles,
    statements: HashMap<TextsVersion, Bundles>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.interface.len()).finish()
    }
}

impl Words {
    /// Reads the texts that are built in.
    pub fn built_in() -> Result<Self, WordsError> {
        let statements = STATEMENTS.iter();
        Ok(Self {
            interface: bundles(&SOURCES)?,
            statements: statements
                .map(|(version, sources)| Ok((*version, bundles(sources)?)))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The text under `key` with what it names.
    pub(crate) fn text(
        &self,
        language: Language,
        key: &str,
        named: &[(&str, Value<'_>)],
    ) -> String {
        filled(&self.interface, language, key, named)
    }

    /// A text of statements of reasons.
    fn of_statements(&self, version: TextsVersion, language: Language, key: &str) -> String {
        let Some(bundles) = self.statements.get(&version) else {
            tracing::error!(texts.version = version.0, "texts of statements are missing");
            return key.to_owned();
        };
        filled(bundles, language, key, &[])
    }
}

fn bundles(sources: &[(Language, &'static str, &str)]) -> Result<Bundles, WordsError> {
    let mut bundles = HashMap::new();
    for (language, tag, source) in sources {
        let refused = |problem: String| WordsError {
            language: tag,
            problem,
        };
        let resource = FluentResource::try_new((*source).to_owned())
            .map_err(|(_, errors)| refused(format!("{errors:?}")))?;
        let locale = tag.parse().map_err(|error| refused(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Texts go into JSON and HTML, which isolate directions themselves.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|errors| refused(format!("{errors:?}")))?;
        bundles.insert(*language, bundle);
    }
    Ok(bundles)
}

/// The text under `key` with what it names.
fn filled(bundles: &Bundles, language: Language, key: &str, named: &[(&str, Value<'_>)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in named {
        arguments.set(*name, value.clone());
    }
    bundles
        .get(&language)
        .and_then(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut problems = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&arguments), &mut problems);
            for problem in problems {
                tracing::error!(text.key = key, problem = %problem, "a text can't be filled in");
            }
            Some(text.into_owned())
        })
        .unwrap_or_else(|| {
            tracing::error!(
                text.key = key,
                language = language.code(),
                "a text is missing"
            );
            key.to_owned()
        })
}

/// Something that a text names.
pub(crate) type Value<'a> = FluentValue<'a>;

/// The texts in one person's language.
#[derive(Clone, Copy)]
pub(crate) struct Say<'a> {
    /// Every text.
    pub(crate) words: &'a Words,
    /// The language to say it in.
    pub(crate) language: Language,
}

impl Say<'_> {
    /// A text that names nothing.
    pub(crate) fn plain(self, key: &str) -> String {
        self.words.text(self.language, key, &[])
    }

    /// A text of statements of reasons.
    pub(crate) fn of_statements(self, version: TextsVersion, key: &str) -> String {
        self.words.of_statements(version, self.language, key)
    }

    /// A text with what it names.
    pub(crate) fn with(self, key: &str, named: &[(&str, Value<'_>)]) -> String {
        self.words.text(self.language, key, named)
    }
}

#[cfg(test)]
mod readability;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};

    use super::*;

    /// The keys of a file with the names that each text uses.
    fn keys(source: &str) -> BTreeSet<(String, BTreeSet<String>)> {
        let parsed = fluent_syntax::parser::parse(source).unwrap();
        let messages = parsed.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        });
        messages
            .map(|message| {
                let elements = &message.value.as_ref().unwrap().elements;
                let names = elements.iter().filter_map(|element| match element {
                    PatternElement::Placeable {
                        expression: Expression::Inline(InlineExpression::VariableReference { id }),
                    } => Some(id.name.to_owned()),
                    _ => None,
                });
                (message.id.name.to_owned(), names.collect())
            })
            .collect()
    }

    #[test]
    fn every_language_has_the_same_texts_with_the_same_names_in_them() {
        let statements = STATEMENTS.map(|(_, sources)| sources);
        for sources in [SOURCES].into_iter().chain(statements) {
            let (_, _, english) = sources[1];
            for (_, tag, source) in sources {
                let (mine, theirs) = (keys(source), keys(english));
                let differing: Vec<_> = mine.symmetric_difference(&theirs).collect();
                assert!(differing.is_empty(), "{tag}: {differing:?}");
            }
        }
    }

    #[test]
    fn every_text_is_used_somewhere_in_this_crate() {
        let mut code = String::new();
        let mut folders = vec![std::path::PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src"
        ))];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    code.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        for (key, _) in keys(SOURCES[1].2) {
            // What checking says of a code has three parts under one key.
            let parts = key.strip_prefix("finding-").map(|_| ["-why", "-instead"]);
            let mut parts = parts.into_iter().flatten();
            let whole = parts.find_map(|part| key.strip_suffix(part));
            let whole = whole.unwrap_or(&key);
            assert!(code.contains(&format!("\"{whole}\"")), "{key} is not used");
        }
    }

    #[test]
    fn a_text_is_filled_in() {
        let words = Words::built_in().unwrap();
        let say = Say {
            words: &words,
            language: Language::English,
        };
        let text = say.with("topics-too-many", &[("most", Value::from(3))]);
        assert_eq!(text, "A post has at most 3 topics, each once.");
    }

    /// The texts of a file by their keys.
    fn texts(source: &str) -> Vec<(&str, &str)> {
        source
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .collect()
    }

    #[test]
    fn every_statement_reads_easily_in_spanish() {
        for (version, sources) in STATEMENTS {
            let (_, _, spanish) = sources[0];
            for (key, text) in texts(spanish) {
                let perspicuity = readability::perspicuity(text);
                assert!(perspicuity >= 65.0, "{version:?} {key}: {perspicuity:.1}");
            }
        }
    }

    #[test]
    fn texts_that_were_told_stay_as_they_are() {
        use sha2::Digest as _;
        let told = STATEMENTS.map(|(version, sources)| {
            let mut hash = sha2::Sha256::new();
            for (_, tag, source) in sources {
                hash.update(tag);
                hash.update(source);
            }
            (version.0, hex::encode(hash.finalize()))
        });
        let known = [(
            1,
            "652538b786ac66c9f8fec39a50e6a3bb4e22b3ec2c1a4010c37bf04bd65d4e28",
        )];
        assert_eq!(
            told.each_ref().map(|(version, hash)| (*version, &**hash)),
            known,
            "other words are another version"
        );
    }
}
