//! `claimNextReview`: the next review in line that the moderator may decide.

use app::reviews::{self, ClaimNextRefusal, ClaimedNext};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::viewer::review_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct ClaimNextReview;

/// Nothing has to be said: the queue has an order.
#[derive(InputObject)]
struct ClaimNextReviewInput {
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The review that you hold now.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct NextReviewClaimed {
    /// The review.
    review: Review,
}

/// Nothing waits that you may decide and do not leave to others.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct QueueEmpty {
    /// A kind word, in the person's language.
    message: String,
    /// Whether something waits that you may read, and leave to others (`setReviewPreferences`) or gave back a short while ago.
    leaves_some: bool,
}

/// How `claimNextReview` ended.
#[derive(Union)]
pub(crate) enum ClaimNextReviewPayload {
    /// You hold one now.
    Claimed(Box<NextReviewClaimed>),
    /// Nothing waits.
    Empty(QueueEmpty),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such thing.
    NotFound(NotFoundError),
    /// Only cleared moderators.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl ClaimNextReview {
    /// Takes the next review in line for fifteen minutes: the most urgent that you may decide, in a language that you read, without what you leave to
    /// others (`setReviewPreferences`). If you hold one already, you get that one again.
    #[graphql(complexity = "10 + child_complexity")]
    async fn claim_next_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing has to be said.")] input: ClaimNextReviewInput,
    ) -> Result<ClaimNextReviewPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let outcome = reviews::claim_next_review(ctx.app()?, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(ClaimedNext::Held(id)) => {
                let review = found!(ctx, review_of(ctx, id).await?);
                ClaimNextReviewPayload::Claimed(Box::new(NextReviewClaimed { review }))
            }
            Ok(ClaimedNext::Empty { leaves_some }) => QueueEmpty {
                message: say.plain(if leaves_some {
                    "queue-left-to-others"
                } else {
                    "queue-empty"
                }),
                leaves_some,
            }
            .into(),
            Err(ClaimNextRefusal::Barred(barred)) => {
                ClaimNextReviewPayload::stopped(Stopped::new(say, barred))
            }
            Err(ClaimNextRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }
}
