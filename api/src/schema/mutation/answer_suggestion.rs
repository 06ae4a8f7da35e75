//! `acceptSuggestion` and `declineSuggestion`: what an author says to what an adult suggests.

use app::drafts::{self, AcceptRefusal, AnswerRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::post::draft::DraftVersion;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    StaleVersionError, Stopped, SuggestionImpossibleError, SuggestionProblem,
};
use crate::schema::input::{invalid_draft, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutations.
#[derive(Default)]
pub(crate) struct AnswerSuggestion;

/// Which suggestion to take into which version of the draft.
#[derive(InputObject)]
struct AcceptSuggestionInput {
    /// The suggestion.
    suggestion: ID,
    /// The version of the draft that you saw.
    version: i64,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which suggestion not to take.
#[derive(InputObject)]
struct DeclineSuggestionInput {
    /// The suggestion.
    suggestion: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What is suggested is in the draft. Nothing is sent by that.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SuggestionAccepted {
    /// The draft as it is now.
    draft: Draft,
}

/// What was written stays.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SuggestionDeclined {
    /// The draft.
    draft: Draft,
}

/// How `acceptSuggestion` ended.
#[derive(Union)]
pub(crate) enum AcceptSuggestionPayload {
    /// It is in the draft.
    Accepted(SuggestionAccepted),
    /// With it the draft can't be kept.
    InvalidInput(InvalidInputError),
    /// There is no such suggestion.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Somebody saved after the version that was seen.
    Stale(StaleVersionError),
    /// It was answered, or does not fit any more.
    Impossible(SuggestionImpossibleError),
}

/// How `declineSuggestion` ended.
#[derive(Union)]
pub(crate) enum DeclineSuggestionPayload {
    /// What was written stays.
    Declined(SuggestionDeclined),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such suggestion.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// It was answered.
    Impossible(SuggestionImpossibleError),
}

#[Object(serial)]
impl AnswerSuggestion {
    /// Puts what an adult suggests into your draft, in place of the passage. Nobody but an author does that, and only where the passage is still what the adult
    /// read. Nothing is sent: submit the draft when it is ready.
    async fn accept_suggestion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which suggestion to take into which version of the draft.")]
        input: AcceptSuggestionInput,
    ) -> Result<AcceptSuggestionPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let accept = drafts::AcceptSuggestion {
            suggestion: opened!(ctx, Suggestion, &input.suggestion),
            seen: DraftVersion::new(input.version),
        };
        let outcome = drafts::accept_suggestion(ctx.app()?, accept, retry).await;
        let impossible = |problem| SuggestionImpossibleError::new(say, problem).into();
        Ok(match told(ctx, outcome)? {
            Ok(answered) => SuggestionAccepted {
                draft: found!(ctx, draft_of(ctx, answered.post).await?),
            }
            .into(),
            Err(AcceptRefusal::Answer(AnswerRefusal::Barred(barred))) => {
                AcceptSuggestionPayload::stopped(Stopped::new(say, barred))
            }
            Err(AcceptRefusal::Answer(AnswerRefusal::Reused)) => {
                ClientMutationIdReusedError::new(say).into()
            }
            Err(AcceptRefusal::Answer(AnswerRefusal::Answered)) => {
                impossible(SuggestionProblem::Answered)
            }
            Err(AcceptRefusal::Gone) => impossible(SuggestionProblem::DoesNotFit),
            Err(AcceptRefusal::Input(error)) => invalid_draft(say, &error).into(),
            Err(AcceptRefusal::Stale { post, current }) => StaleVersionError {
                message: say.plain("stale-version"),
                current_version: current.number(),
                current_draft: draft_of(ctx, post).await?,
            }
            .into(),
        })
    }

    /// Keeps what you wrote. The adult who reads the next submission sees that you did, and nothing follows from it by itself.
    async fn decline_suggestion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which suggestion not to take.")] input: DeclineSuggestionInput,
    ) -> Result<DeclineSuggestionPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let decline = drafts::DeclineSuggestion {
            suggestion: opened!(ctx, Suggestion, &input.suggestion),
        };
        let outcome = drafts::decline_suggestion(ctx.app()?, decline, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(answered) => SuggestionDeclined {
                draft: found!(ctx, draft_of(ctx, answered.post).await?),
            }
            .into(),
            Err(AnswerRefusal::Barred(barred)) => {
                DeclineSuggestionPayload::stopped(Stopped::new(say, barred))
            }
            Err(AnswerRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(AnswerRefusal::Answered) => {
                SuggestionImpossibleError::new(say, SuggestionProblem::Answered).into()
            }
        })
    }
}
