//! Reading what clients send, and saying what is wrong with it in words for people.

use app::drafts::{DraftInput, InputError};
use app::secrets::WeakPassphrase;
use app::{ClientMutationId, Passphrase, PassphraseError};
use async_graphql::{Context, ID, InputObject, Result};
use domain::post::draft::{DraftTextError, Part, TOPICS_MOST};
use domain::text::{Login, Message, PenName, TextError, Unit};
use domain::{ContentHash, TopicId};
use moderation::sanitise::RenderError;

use super::enums::{DraftPart, Language};
use super::errors::{DraftIncompleteError, InvalidInputError, TextNotRenderableError};
use super::request::Parts as _;
use crate::seal::NodeKind;
use crate::words::{Say, Value};

/// The words of a draft, all of them. Blank parts are parts that are still missing.
#[derive(InputObject)]
pub(crate) struct DraftText {
    /// The headline, up to 120 characters.
    pub(crate) title: String,
    /// One or two sentences for lists, up to 300 characters.
    #[graphql(default)]
    pub(crate) summary: String,
    /// The text as Markdown, up to 64 KiB.
    pub(crate) body: String,
    /// The language it is written in.
    pub(crate) language: Language,
    /// Up to three topics.
    #[graphql(default)]
    pub(crate) topics: Vec<ID>,
}

impl DraftText {
    /// Reads the ids of the topics; the texts are read by the use case.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<Result<DraftInput, InvalidInputError>> {
        if self.topics.len() > TOPICS_MOST {
            let error = InputError::Text(DraftTextError::Topics);
            return Ok(Err(invalid_draft(ctx.say()?, &error)));
        }
        let mut topics = Vec::with_capacity(self.topics.len());
        for id in &self.topics {
            match ctx.open::<TopicId>(NodeKind::Topic, id)? {
                Some(topic) => topics.push(topic),
                None => return Ok(Err(invalid_draft(ctx.say()?, &InputError::UnknownTopic))),
            }
        }
        Ok(Ok(DraftInput {
            title: self.title,
            summary: self.summary,
            body: self.body,
            language: self.language.into(),
            topics,
        }))
    }
}

/// Reads a retry id.
pub(crate) fn retry_id(
    say: Say<'_>,
    given: Option<String>,
) -> Result<Option<ClientMutationId>, InvalidInputError> {
    given
        .map(|given| {
            ClientMutationId::parse(&given).ok_or_else(|| InvalidInputError {
                message: say.plain("retry-id-invalid"),
                field: "clientMutationId".to_owned(),
            })
        })
        .transpose()
}

/// Reads a content hash that was sent in `field`.
pub(crate) fn content_hash(
    say: Say<'_>,
    field: &str,
    given: &str,
) -> Result<ContentHash, InvalidInputError> {
    ContentHash::parse(given).map_err(|_unreadable| InvalidInputError {
        message: say.plain("content-hash-invalid"),
        field: field.to_owned(),
    })
}

/// Reads the words to the authors that a decision may have; blank ones are none.
pub(crate) fn optional_message(
    say: Say<'_>,
    given: Option<&str>,
) -> Result<Option<Message>, InvalidInputError> {
    optional_words(say, "message", given)
}

/// Reads words for colleagues; blank ones are none.
pub(crate) fn optional_note(
    say: Say<'_>,
    given: Option<&str>,
) -> Result<Option<Message>, InvalidInputError> {
    optional_words(say, "note", given)
}

/// Reads words that have to be there.
pub(crate) fn needed_words(
    say: Say<'_>,
    field: &str,
    given: &str,
) -> Result<Message, InvalidInputError> {
    Message::parse(given).map_err(|error| invalid_text(say, field, "part-message", &error))
}

fn optional_words(
    say: Say<'_>,
    field: &str,
    given: Option<&str>,
) -> Result<Option<Message>, InvalidInputError> {
    match given {
        Some(given) if !given.trim().is_empty() => needed_words(say, field, given).map(Some),
        Some(_) | None => Ok(None),
    }
}

/// A part of a draft that can't be kept, in words.
pub(crate) fn invalid_draft(say: Say<'_>, error: &InputError) -> InvalidInputError {
    let (field, message) = match error {
        InputError::Text(DraftTextError::Text(part, error)) => {
            (field_of(*part), text_problem(say, part_key(*part), error))
        }
        InputError::Text(DraftTextError::Topics) => {
            let most = Value::from(TOPICS_MOST);
            (
                field_of(Part::Topics),
                say.with("topics-too-many", &[("most", most)]),
            )
        }
        InputError::Text(DraftTextError::NotInComment(part)) => {
            let named = say.plain(part_key(*part));
            let message = say.with("not-in-comment", &[("part", named.into())]);
            (field_of(*part), message)
        }
        InputError::UnknownTopic => (field_of(Part::Topics), say.plain("topics-unknown")),
    };
    InvalidInputError {
        message,
        field: field.to_owned(),
    }
}

const fn field_of(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Summary => "summary",
        Part::Body => "body",
        Part::Topics => "topics",
    }
}

const fn part_key(part: Part) -> &'static str {
    match part {
        Part::Title => "part-title",
        Part::Summary => "part-summary",
        Part::Body => "part-body",
        Part::Topics => "part-topics",
    }
}

/// Why a text is refused, in words.
pub(crate) fn text_problem(say: Say<'_>, part: &str, error: &TextError) -> String {
    let part = say.plain(part);
    let about = |key: &str, named: &[(&str, Value<'_>)]| {
        let mut all = vec![("part", Value::from(part.as_str()))];
        all.extend_from_slice(named);
        say.with(key, &all)
    };
    match *error {
        TextError::TooShort { least } => about("text-too-short", &[("least", least.into())]),
        TextError::TooLong { most, actual, unit } => {
            let key = match unit {
                Unit::Characters => "text-too-long-characters",
                Unit::Bytes => "text-too-long-bytes",
            };
            about(key, &[("most", most.into()), ("actual", actual.into())])
        }
        TextError::ForbiddenCharacter { position, kind: _ } => about(
            "text-forbidden-character",
            &[("position", position.saturating_add(1).into())],
        ),
        TextError::TooManyMarks { position } => about(
            "text-too-many-marks",
            &[("position", position.saturating_add(1).into())],
        ),
        TextError::NotAllowed { character } => about(
            "text-not-allowed",
            &[("character", character.to_string().into())],
        ),
        TextError::Empty => about("text-empty", &[]),
        TextError::BeginsWithoutLetter => about("text-begins-without-letter", &[]),
        TextError::MixedScripts | TextError::LooksLatin => about("text-mixed-scripts", &[]),
        TextError::LooksLikeContact => about("text-looks-like-contact", &[]),
        TextError::Reserved => about("text-reserved", &[]),
    }
}

/// A field that a text can't be put into.
pub(crate) fn invalid_text(
    say: Say<'_>,
    field: &str,
    part: &str,
    error: &TextError,
) -> InvalidInputError {
    InvalidInputError {
        message: text_problem(say, part, error),
        field: field.to_owned(),
    }
}

/// The number of a text that somebody read. No text has the number that stands for what can't be one, so it is told
/// which one counts.
pub(crate) fn text_version(given: i32) -> u16 {
    u16::try_from(given).unwrap_or_default()
}

/// Reads a new login.
pub(crate) fn login(say: Say<'_>, given: &str) -> Result<Login, InvalidInputError> {
    Login::parse(given).map_err(|error| invalid_text(say, "login", "part-login", &error))
}

/// Reads a new pen name.
pub(crate) fn pen_name(say: Say<'_>, given: &str) -> Result<PenName, InvalidInputError> {
    PenName::parse(given).map_err(|error| invalid_text(say, "penName", "part-pen-name", &error))
}

/// Reads a new passphrase.
pub(crate) fn passphrase(say: Say<'_>, given: &str) -> Result<Passphrase, InvalidInputError> {
    Passphrase::parse(given).map_err(|error| invalid_passphrase(say, error))
}

/// An input that says no more than that it can't be used.
pub(crate) fn unusable(say: Say<'_>, field: &str, key: &str) -> InvalidInputError {
    InvalidInputError {
        message: say.plain(key),
        field: field.to_owned(),
    }
}

/// A new passphrase that can't be used.
fn invalid_passphrase(say: Say<'_>, error: PassphraseError) -> InvalidInputError {
    let (key, name, bound) = match error {
        PassphraseError::TooShort => ("passphrase-too-short", "least", Passphrase::SHORTEST),
        PassphraseError::TooLong => ("passphrase-too-long", "most", Passphrase::LONGEST),
    };
    InvalidInputError {
        message: say.with(key, &[(name, bound.into())]),
        field: "passphrase".to_owned(),
    }
}

/// A new passphrase that is long enough and easy to guess all the same.
pub(crate) fn weak_passphrase(say: Say<'_>, weak: WeakPassphrase) -> InvalidInputError {
    let key = match weak {
        WeakPassphrase::Guessable => "passphrase-guessable",
        WeakPassphrase::Breached => "passphrase-breached",
    };
    InvalidInputError {
        message: say.plain(key),
        field: "passphrase".to_owned(),
    }
}

/// The parts that a draft still lacks, in words.
pub(crate) fn incomplete(say: Say<'_>, missing: &[Part]) -> DraftIncompleteError {
    let names: Vec<String> = missing
        .iter()
        .map(|part| say.plain(part_key(*part)))
        .collect();
    let parts = Value::from(names.join(", "));
    DraftIncompleteError {
        message: say.with("draft-incomplete", &[("parts", parts)]),
        missing: missing.iter().map(|part| DraftPart::from(*part)).collect(),
    }
}

/// Why a text can't be shown, in words.
pub(crate) fn not_renderable(say: Say<'_>, error: RenderError) -> TextNotRenderableError {
    let message = match error {
        RenderError::TooLarge { limit: _ } => say.plain("render-too-large"),
        RenderError::TooDeep { limit } => say.with("render-too-deep", &[("limit", limit.into())]),
        RenderError::TooManyTags { limit } => {
            say.with("render-too-many-tags", &[("limit", limit.into())])
        }
        RenderError::Unstable => say.plain("render-unstable"),
    };
    TextNotRenderableError { message }
}
