//! `claimReview`: one certain review.

use app::reviews::{self, ClaimRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    ReviewClosedError, ReviewHeldError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::scalars::DateTime;
use crate::schema::viewer::review_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct ClaimReview;

/// Which review to take.
#[derive(InputObject)]
struct ClaimReviewInput {
    /// The review.
    review: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A review that you hold now.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReviewClaimed {
    /// The review.
    review: Review,
}

/// How `claimReview` ended.
#[derive(Union)]
pub(crate) enum ClaimReviewPayload {
    /// You hold it now.
    Claimed(Box<ReviewClaimed>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such review.
    NotFound(NotFoundError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Somebody else reads it.
    Held(ReviewHeldError),
    /// It was settled.
    Closed(ReviewClosedError),
}

#[Object(serial)]
impl ClaimReview {
    /// Takes a review for fifteen minutes; claiming what you hold already renews it.
    #[graphql(complexity = "10 + child_complexity")]
    async fn claim_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which review to take.")] input: ClaimReviewInput,
    ) -> Result<ClaimReviewPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let claim = reviews::ClaimReview { review };
        let outcome = reviews::claim_review(ctx.app()?, claim, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(claimed) => {
                let review = found!(ctx, review_of(ctx, claimed.review).await?);
                ClaimReviewPayload::Claimed(Box::new(ReviewClaimed { review }))
            }
            Err(ClaimRefusal::Barred(barred)) => {
                ClaimReviewPayload::stopped(Stopped::new(say, barred))
            }
            Err(ClaimRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(ClaimRefusal::Held { until }) => ReviewHeldError {
                message: say.plain("review-held"),
                held_until: DateTime(until),
            }
            .into(),
            Err(ClaimRefusal::Closed) => ReviewClosedError::new(say).into(),
        })
    }
}
