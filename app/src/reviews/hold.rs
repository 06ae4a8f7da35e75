//! Keeping a claim for longer, and giving it back without blame.

use domain::policy::Action;
use domain::{ClaimId, ReviewId, Timestamp};
use moderation::review::{ClaimError, Review};
use serde::{Deserialize, Serialize};
use storage::{Tx, claims, reviews};

use super::claim::store_claim;
use super::hand_over::rests_until;
use crate::changes;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Outcome};

/// Which claim to keep for longer.
#[derive(Debug, Clone, Copy, Hash)]
pub struct RenewClaim {
    /// The review that is held.
    pub review: ReviewId,
}

/// Which claim to give back.
#[derive(Debug, Clone, Copy, Hash)]
pub struct ReleaseClaim {
    /// The review that is held.
    pub review: ReviewId,
}

/// A claim that is held for longer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Renewed {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// A claim that was given back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Released {
    /// The review, which keeps its place in line.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why a claim was neither kept nor given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldRefusal {
    /// The person may not, or there is no such review.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The person does not hold the review now.
    Lost {
        /// Until when somebody else holds it, if somebody does.
        held_until: Option<Timestamp>,
    },
    /// It was settled, withdrawn or superseded.
    Closed,
}

refusal!(HoldRefusal);

impl From<ClaimError> for HoldRefusal {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Ineligible(why) => Self::Barred(Barred::related(why)),
            ClaimError::Held { until } => Self::Lost {
                held_until: Some(until),
            },
            ClaimError::Lost => Self::Lost { held_until: None },
            ClaimError::Closed => Self::Closed,
        }
    }
}

/// Keeps a claim for another fifteen minutes.
pub async fn renew_claim(
    ctx: &Ctx,
    input: RenewClaim,
    retry: Option<ClientMutationId>,
) -> Outcome<Renewed, HoldRefusal> {
    once(ctx, "renewClaim", input, retry, |tx, ctx, input| {
        Box::pin(renew(tx, ctx, input))
    })
    .await
}

/// Gives a claim back; the review keeps its place in line. That somebody did is forgotten with the claim, but for the audit log.
pub async fn release_claim(
    ctx: &Ctx,
    input: ReleaseClaim,
    retry: Option<ClientMutationId>,
) -> Outcome<Released, HoldRefusal> {
    once(ctx, "releaseClaim", input, retry, |tx, ctx, input| {
        Box::pin(release(tx, ctx, input))
    })
    .await
}

async fn lock(tx: &mut Tx, ctx: &Ctx, id: ReviewId) -> Outcome<Review, HoldRefusal> {
    let Some(review) = reviews::lock(tx, id).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<HoldRefusal>(&Action::ClaimReview(&review.subject))?;
    Ok(review)
}

async fn renew(tx: &mut Tx, ctx: &Ctx, input: RenewClaim) -> Outcome<Renewed, HoldRefusal> {
    let by = ctx.person::<HoldRefusal>()?.account;
    let review = lock(tx, ctx, input.review)
        .await?
        .renew(by, ctx.now())
        .map_err(Failure::<HoldRefusal>::refused)?;
    let unused = ClaimId::from_uuid(new_id(ctx.now()));
    store_claim(tx, ctx, &review, unused).await?;
    Ok(Renewed { review: review.id })
}

async fn release(tx: &mut Tx, ctx: &Ctx, input: ReleaseClaim) -> Outcome<Released, HoldRefusal> {
    let by = ctx.person::<HoldRefusal>()?.account;
    let review = lock(tx, ctx, input.review)
        .await?
        .release(by, ctx.now())
        .map_err(Failure::<HoldRefusal>::refused)?;
    claims::give_back(tx, review.id, by, rests_until(ctx.now())).await?;
    reviews::store_state(tx, &review).await?;
    Record::of("claim.released", review.id)
        .store(tx, ctx)
        .await?;
    changes::claim(tx, &review).await?;
    Ok(Released { review: review.id })
}
