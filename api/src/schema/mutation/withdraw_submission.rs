//! `withdrawSubmission`: an author takes a submission back before a decision.

use app::drafts::{self, WithdrawRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    NothingWaitsError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct WithdrawSubmission;

/// Whose submission to take back.
#[derive(InputObject)]
struct WithdrawSubmissionInput {
    /// The draft whose submission it is.
    draft: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A submission that was taken back.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SubmissionWithdrawn {
    /// The draft, which stays.
    draft: Draft,
}

/// How `withdrawSubmission` ended.
#[derive(Union)]
pub(crate) enum WithdrawSubmissionPayload {
    /// It was taken back.
    Withdrawn(SubmissionWithdrawn),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such draft.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Nothing waits.
    NothingWaits(NothingWaitsError),
}

#[Object(serial)]
impl WithdrawSubmission {
    /// Takes a submission back, also while somebody is reading it. The draft stays.
    async fn withdraw_submission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose submission to take back.")] input: WithdrawSubmissionInput,
    ) -> Result<WithdrawSubmissionPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let post = opened!(ctx, Draft, &input.draft);
        let withdraw = drafts::WithdrawSubmission { post };
        let outcome = drafts::withdraw_submission(ctx.app()?, withdraw, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(withdrawn) => SubmissionWithdrawn {
                draft: found!(ctx, draft_of(ctx, withdrawn.post).await?),
            }
            .into(),
            Err(WithdrawRefusal::Barred(barred)) => {
                WithdrawSubmissionPayload::stopped(Stopped::new(say, barred))
            }
            Err(WithdrawRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(WithdrawRefusal::NothingWaits) => NothingWaitsError::new(say).into(),
        })
    }
}
