//! `renewClaim`: keeping a review for longer.

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
pub(crate) struct RenewClaim;

/// Which claim to keep for longer.
#[derive(InputObject)]
struct RenewClaimInput {
    /// The review that you hold.
    review: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A claim that is held for longer.
#[derive(SimpleObject)]
pub(crate) struct ClaimRenewed {
    /// The review.
    review: Review,
}

/// How `renewClaim` ended.
#[derive(Union)]
pub(crate) enum RenewClaimPayload {
    /// It was done.
    Renewed(Box<ClaimRenewed>),
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
impl RenewClaim {
    /// Keeps a review that you hold for another fifteen minutes.
    #[graphql(complexity = "10 + child_complexity")]
    async fn renew_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim to keep for longer.")] input: RenewClaimInput,
    ) -> Result<RenewClaimPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let outcome = reviews::renew_claim(ctx.app()?, reviews::RenewClaim { review }, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(done) => {
                let review = found!(ctx, review_of(ctx, done.review).await?);
                RenewClaimPayload::Renewed(Box::new(ClaimRenewed { review }))
            }
            Err(HoldRefusal::Barred(barred)) => {
                RenewClaimPayload::stopped(Stopped::new(say, barred))
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
