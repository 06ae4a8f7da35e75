//! Suggestions: what an adult proposes to put in place of passages, as authors and reviewers see it, and as it is sent.

use app::drafts::SuggestionView;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use domain::text::Message;
use moderation::review::suggestion::{LONGEST_REPLACEMENT, MOST_SUGGESTIONS};
use moderation::review::{self, Place, SuggestionError, TextsVersion, Unsuggestable};

use super::enums::{FindingField, Reason, SuggestionState};
use super::errors::InvalidInputError;
use super::input::{optional_note, text_problem};
use super::request::Parts as _;
use super::scalars::DateTime;
use super::statement::{QuoteInput, rule_of, unquotable};
use crate::seal::NodeKind;
use crate::words::{Say, Value};

/// A suggestion.
pub(crate) struct Suggestion {
    view: SuggestionView,
    texts: TextsVersion,
}

impl Suggestion {
    /// A suggestion of a statement that is explained by these texts.
    pub(crate) const fn of(view: SuggestionView, texts: TextsVersion) -> Self {
        Self { view, texts }
    }
}

/// What an adult proposes to put in place of a passage. Only an author puts it there, with `acceptSuggestion`; with `declineSuggestion` what was written stays. Neither is
/// held against anybody.
#[Object(serial)]
impl Suggestion {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Suggestion, self.view.suggestion.id)
    }

    /// The text that the passage is in.
    async fn field(&self) -> FindingField {
        self.view.suggestion.suggestion.quote.place.field.into()
    }

    /// Where the passage begins in the text that the adult read, in UTF-16 code units.
    async fn start(&self) -> i64 {
        self.view.suggestion.suggestion.quote.place.start.into()
    }

    /// Where it ends, in UTF-16 code units.
    async fn end(&self) -> i64 {
        self.view.suggestion.suggestion.quote.place.end.into()
    }

    /// The passage: what would go.
    async fn excerpt(&self) -> &str {
        &self.view.suggestion.suggestion.quote.excerpt
    }

    /// What would come in its place; empty if nothing.
    async fn replacement(&self) -> &str {
        &self.view.suggestion.suggestion.replacement
    }

    /// Why, for programs.
    async fn reason(&self) -> Reason {
        self.view.suggestion.suggestion.reason.into()
    }

    /// The rule that stands behind it, in the reader's language.
    async fn rule(&self, ctx: &Context<'_>) -> Result<String> {
        let reason = self.view.suggestion.suggestion.reason;
        Ok(rule_of(ctx.say()?, self.texts, reason))
    }

    /// Why, in words of the adult, if there are any.
    async fn note(&self) -> Option<&str> {
        let note = self.view.suggestion.suggestion.note.as_ref();
        note.map(Message::as_str)
    }

    /// What an author said to it.
    async fn state(&self) -> SuggestionState {
        self.view.suggestion.state.into()
    }

    /// When an author said so.
    async fn answered_at(&self) -> Option<DateTime> {
        self.view.suggestion.answered.map(|(_, at)| DateTime(at))
    }

    /// Where the passage is in your draft now. Null once it was answered, for everybody but its authors, and where it does not fit any more.
    async fn in_draft(&self) -> Option<PlaceInDraft> {
        self.view.in_draft.map(|place| PlaceInDraft {
            start: place.start.into(),
            end: place.end.into(),
        })
    }
}

/// Where a passage is in the draft, in the text of the same field.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PlaceInDraft {
    /// Where it begins, in UTF-16 code units.
    start: i64,
    /// Where it ends, in UTF-16 code units.
    end: i64,
}

/// What could stand in place of a passage. The authors decide.
#[derive(InputObject)]
pub(crate) struct SuggestionInput {
    /// The passage that would go, of the revision that was read; 500 characters at most.
    passage: QuoteInput,
    /// What would come in its place, 500 characters at most; empty if nothing. Contacts and meetings are refused.
    replacement: String,
    /// Why.
    reason: Reason,
    /// Why, in words, so that a twelve-year-old understands.
    note: Option<String>,
}

/// Reads what is suggested.
pub(crate) fn suggestions(
    say: Say<'_>,
    given: Vec<SuggestionInput>,
) -> Result<Vec<review::Suggestion<Place>>, InvalidInputError> {
    let refused = |place, why| unsuggestable(say, &Unsuggestable { place, why });
    if given.len() > MOST_SUGGESTIONS {
        return Err(refused(MOST_SUGGESTIONS, SuggestionError::TooMany));
    }
    let read = given.into_iter().enumerate().map(|(place, given)| {
        if given.replacement.chars().nth(LONGEST_REPLACEMENT).is_some() {
            return Err(refused(place, SuggestionError::TooLong));
        }
        let note = optional_note(say, given.note.as_deref());
        Ok(review::Suggestion {
            quote: given.passage.into(),
            replacement: given.replacement,
            reason: given.reason.into(),
            note: note.map_err(|error| InvalidInputError {
                field: format!("suggestions.{place}.note"),
                ..error
            })?,
        })
    });
    read.collect()
}

/// Something that can't be suggested, in words; the field says which of them, counted from 0.
pub(crate) fn unsuggestable(say: Say<'_>, error: &Unsuggestable) -> InvalidInputError {
    let most = |most: usize| [("most", Value::from(most))];
    let message = match &error.why {
        SuggestionError::TooMany => say.with("suggestions-too-many", &most(MOST_SUGGESTIONS)),
        SuggestionError::Quote(error) => unquotable(say, *error).message,
        SuggestionError::Overlap => say.plain("suggestions-overlap"),
        SuggestionError::Same => say.plain("suggestion-same"),
        SuggestionError::TooLong => say.with("suggestion-too-long", &most(LONGEST_REPLACEMENT)),
        SuggestionError::Replacement(error) => text_problem(say, "part-suggestion", error),
        SuggestionError::Breaks(error) => text_problem(say, "part-with-suggestion", error),
    };
    InvalidInputError {
        message,
        field: format!("suggestions.{}", error.place),
    }
}
