//! `releaseClaim`: giving a review back without blame.

use app::reviews::{self, HoldRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::errors::{
    ClaimLostError, ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    ReviewClosedError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::scalars::DateTime;
use crate::schema::viewer::review_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct ReleaseClaim;

/// Which claim to give back.
#[derive(InputObject)]
struct ReleaseClaimInput {
    /// The review that you hold.
    review: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A claim that was given back; the review keeps its place in line.
#[derive(SimpleObject)]
pub(crate) struct ClaimReleased {
    /// The review.
    review: Review,
}

/// How `releaseClaim` ended.
#[derive(Union)]
pub(crate) enum ReleaseClaimPayload {
    /// It was done.
    Released(Box<ClaimReleased>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such review.
    NotFound(NotFoundError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// You don't hold it any more.
    Lost(ClaimLostError),
    /// It was settled.
    Closed(ReviewClosedError),
}

#[Object]
impl ReleaseClaim {
    /// Gives a review back without blame. It keeps its place in line.
    #[graphql(complexity = "10 + child_complexity")]
    async fn release_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim to give back.")] input: ReleaseClaimInput,
    ) -> Result<ReleaseClaimPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let outcome =
            reviews::release_claim(ctx.app()?, reviews::ReleaseClaim { review }, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(done) => {
                let review = found!(ctx, review_of(ctx, done.review).await?);
                ReleaseClaimPayload::Released(Box::new(ClaimReleased { review }))
            }
            Err(HoldRefusal::Barred(barred)) => {
                ReleaseClaimPayload::stopped(Stopped::new(say, barred))
            }
            Err(HoldRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(HoldRefusal::Lost { held_until }) => ClaimLostError {
                message: say.plain("claim-lost"),
                held_until: held_until.map(DateTime),
            }
            .into(),
            Err(HoldRefusal::Closed) => ReviewClosedError::new(say).into(),
        })
    }
}
