//! The rules in force: data that is built in or read from a folder, with what recognisers make of it.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use sha2::{Digest as _, Sha256};

use super::cues::Names;
use super::find::View;
use super::model::{self, Concepts, Model, ModelError};
use super::phrases::{LexiconError, PhraseRule, Phrases, table};
use super::tagger::{self, Tagger};

/// Everything that screening goes by.
#[derive(Debug)]
pub struct Rules {
    pub(super) phrases: Phrases,
    pub(super) names: Names,
    pub(super) model: Model,
    pub(super) tagger: Tagger,
    pub(super) version: Arc<str>,
}

/// The files of the lexicons that are built in, by language and topic.
macro_rules! lexicons {
    ($($language:literal: $($topic:literal)+;)+) => {
        &[$($((
            concat!($language, "/", $topic),
            include_str!(concat!("../../rules/", $language, "/", $topic, ".toml")),
        ),)+)+]
    };
}

const LEXICONS: &[(&str, &str)] = lexicons! {
    "es": "contexts" "danger" "contact" "cruelty" "swearing";
    "en": "contexts" "danger" "contact" "cruelty" "swearing";
    "pt": "contexts" "danger" "contact" "cruelty" "swearing";
    "ca": "contexts" "danger" "contact" "cruelty" "swearing";
    "gl": "contexts" "danger" "contact" "cruelty" "swearing";
    "eu": "contexts" "danger" "contact" "cruelty" "swearing";
    "cues": "amounts" "digits" "handles" "institutions" "leads" "personal" "platforms" "symbols";
    "names": "given" "places" "public" "surnames";
    "concepts": "es" "en" "pt" "ca" "gl" "eu";
};

/// A text as recognisers look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedView {
    /// Which view it is.
    pub name: &'static str,
    /// The text in it.
    pub text: String,
}

/// The files of the models.
#[derive(Debug, Clone)]
pub struct Models {
    /// What sentences are about.
    pub sentences: Cow<'static, [u8]>,
    /// Which words are personal data.
    pub spans: Cow<'static, [u8]>,
}

const MODELS: Models = Models {
    sentences: Cow::Borrowed(include_bytes!("../../rules/model/sentences.bin")),
    spans: Cow::Borrowed(include_bytes!("../../rules/model/spans.bin")),
};

/// Why rules can't be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// A file of the lexicons, cues or names.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The file of the model.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl Rules {
    /// The rules that are built in.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(built_in()));
        Arc::clone(&BUILT_IN)
    }

    /// The rules that are built in with models that have learnt nothing, for training.
    pub fn untrained() -> Result<Self, RulesError> {
        let models = Models {
            sentences: model::untrained().into(),
            spans: tagger::untrained().into(),
        };
        Self::read(Self::files(), models)
    }

    /// The files of the rules that are built in: the name without its ending, such as `es/danger`, and what is in it.
    pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        LEXICONS.iter().copied()
    }

    /// The files of the models that are built in.
    pub const fn models() -> Models {
        MODELS
    }

    /// Reads rules: the name of each file without its ending, such as `es/danger`, and what is in it.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        models: Models,
    ) -> Result<Self, RulesError> {
        let files: Vec<(&str, &str)> = files.into_iter().collect();
        let of_model = |(name, _): &(&str, &str)| name.starts_with("concepts/");
        let (concepts, others): (Vec<_>, Vec<_>) = files.iter().copied().partition(of_model);
        let (phrases, names) = Phrases::read(others)?;
        Ok(Self {
            version: version(&files, &models),
            phrases,
            names,
            model: Model::read(models.sentences, read_concepts(concepts)?)?,
            tagger: Tagger::read(models.spans)?,
        })
    }

    /// A text in the views that are searched, for whoever writes rules.
    pub fn views(&self, text: &str) -> Vec<NamedView> {
        let view = View::new(self, text);
        let named = |name, text: &str| NamedView {
            name,
            text: text.to_owned(),
        };
        vec![
            named("folded", view.folded.text()),
            named("spoken", view.spoken.text()),
        ]
    }

    /// What the model says of each sentence of a text, for whoever writes rules: its likeliest labels.
    pub fn opinions(&self, text: &str) -> Vec<String> {
        let view = View::new(self, text);
        self.model.opinions(&self.phrases, &view).told(&view)
    }

    /// The rules of the lexicons.
    pub fn phrase_rules(&self) -> impl Iterator<Item = PhraseRule<'_>> {
        self.phrases.rules()
    }

    /// The beginning of the SHA-256 of all rules: it changes whenever the same text may give other findings.
    pub fn version(&self) -> &str {
        &self.version
    }
}

fn read_concepts<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Concepts, LexiconError> {
    Concepts::read(files.into_iter().map(|(name, text)| table(name, text)))
}

fn version(files: &[(&str, &str)], models: &Models) -> Arc<str> {
    let mut hash = Sha256::new();
    for (name, text) in files {
        for part in [name.as_bytes(), text.as_bytes()] {
            hash.update(part);
            hash.update([0xff]);
        }
    }
    hash.update(&models.sentences);
    hash.update(&models.spans);
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    let mut text = String::new();
    for byte in hash.finalize().iter().take(8) {
        text.extend(
            [byte >> 4, byte & 15]
                .iter()
                .filter_map(|digit| char::from_digit((*digit).into(), 16)),
        );
    }
    text.into()
}

#[expect(
    clippy::expect_used,
    reason = "the files are part of the program, and tests read them"
)]
fn built_in() -> Rules {
    Rules::read(LEXICONS.iter().copied(), MODELS).expect("rules that can be read")
}
