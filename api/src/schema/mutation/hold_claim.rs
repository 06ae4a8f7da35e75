//! `renewClaim` and `releaseClaim`: keeping a review for longer, and giving it back without blame.

use app::reviews::{self, HoldRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{found, opened, told, valid};
use crate::schema::errors::{
    ClaimLostError, ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    ReviewClosedError,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::viewer::review_of;

/// The mutations.
#[derive(Default)]
pub(crate) struct HoldClaim;

/// Which claim to keep for longer.
#[derive(InputObject)]
struct RenewClaimInput {
    /// The review that you hold.
    review: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which claim to give back.
#[derive(InputObject)]
struct ReleaseClaimInput {
    /// The review that you hold.
    review: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A claim that is held for longer.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ClaimRenewed {
    /// The review.
    review: Review,
}

/// A claim that was given back; the review keeps its place in line.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ClaimReleased {
    /// The review; nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
}

/// What a payload says of a claim that is not held, as one of its own.
macro_rules! refused {
    ($ctx:expr, $refusal:expr) => {{
        let say = $crate::schema::request::Parts::say($ctx)?;
        match $refusal {
            app::reviews::HoldRefusal::Barred(barred) => {
                let stopped = $crate::schema::errors::Stopped::new(say, barred);
                $crate::schema::mutation::payload::Stoppable::stopped(stopped)
            }
            app::reviews::HoldRefusal::Reused => {
                $crate::schema::errors::ClientMutationIdReusedError::new(say).into()
            }
            app::reviews::HoldRefusal::Lost { held_until } => {
                $crate::schema::errors::ClaimLostError {
                    message: say.plain("claim-lost"),
                    held_until: held_until.map($crate::schema::scalars::DateTime),
                }
                .into()
            }
            app::reviews::HoldRefusal::Closed => {
                $crate::schema::errors::ReviewClosedError::new(say).into()
            }
        }
    }};
}

pub(super) use refused;

/// A union of what can become of a claim that somebody holds.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident, $done:ident) => {
        $(#[$doc])*
        #[derive(Union)]
        pub(crate) enum $name {
            /// It was done.
            Done(Box<$done>),
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

        impl $name {
            fn refused(ctx: &Context<'_>, refusal: HoldRefusal) -> Result<Self> {
                Ok(refused!(ctx, refusal))
            }
        }
    };
}

payload! {
    /// How `renewClaim` ended.
    RenewClaimPayload, ClaimRenewed
}

payload! {
    /// How `releaseClaim` ended.
    ReleaseClaimPayload, ClaimReleased
}

#[Object(serial)]
impl HoldClaim {
    /// Keeps a review that you hold for another fifteen minutes.
    #[graphql(complexity = "10 + child_complexity")]
    async fn renew_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim to keep for longer.")] input: RenewClaimInput,
    ) -> Result<RenewClaimPayload> {
        let retry = valid!(retry_id(ctx.say()?, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let renew = reviews::RenewClaim { review };
        match told(ctx, reviews::renew_claim(ctx.app()?, renew, retry).await)? {
            Ok(done) => {
                let review = found!(ctx, review_of(ctx, done.review).await?);
                Ok(RenewClaimPayload::Done(Box::new(ClaimRenewed { review })))
            }
            Err(refusal) => RenewClaimPayload::refused(ctx, refusal),
        }
    }

    /// Gives a review back without blame. It keeps its place in line.
    #[graphql(complexity = "10 + child_complexity")]
    async fn release_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim to give back.")] input: ReleaseClaimInput,
    ) -> Result<ReleaseClaimPayload> {
        let retry = valid!(retry_id(ctx.say()?, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let release = reviews::ReleaseClaim { review };
        match told(
            ctx,
            reviews::release_claim(ctx.app()?, release, retry).await,
        )? {
            Ok(done) => {
                let review = review_of(ctx, done.review).await?;
                Ok(ReleaseClaimPayload::Done(Box::new(ClaimReleased {
                    review,
                })))
            }
            Err(refusal) => ReleaseClaimPayload::refused(ctx, refusal),
        }
    }
}
