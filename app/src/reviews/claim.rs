//! Taking a certain review, for fifteen minutes; claiming what one holds already renews it.

use domain::policy::Action;
use domain::{ClaimId, ReviewId, Timestamp};
use moderation::review::{ClaimError, Review, ReviewState};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Tx, claims, reviews};

use crate::changes;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Outcome};

/// Which review to take.
#[derive(Debug, Clone, Copy, Hash)]
pub struct ClaimReview {
    /// The review.
    pub review: ReviewId,
}

/// A review that is held now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claimed {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why a review was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimRefusal {
    /// The person may not, or there is no such review.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Somebody else holds it.
    Held {
        /// Until then, unless renewed.
        until: Timestamp,
    },
    /// It was settled, withdrawn or superseded.
    Closed,
}

refusal!(ClaimRefusal);

/// Takes a review.
pub async fn claim_review(
    ctx: &Ctx,
    input: ClaimReview,
    retry: Option<ClientMutationId>,
) -> Outcome<Claimed, ClaimRefusal> {
    once(ctx, "claimReview", input, retry, |tx, ctx, input| {
        Box::pin(claim(tx, ctx, input))
    })
    .await
}

async fn claim(tx: &mut Tx, ctx: &Ctx, input: ClaimReview) -> Outcome<Claimed, ClaimRefusal> {
    let person = ctx.person::<ClaimRefusal>()?;
    let Some(review) = reviews::lock(tx, input.review).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<ClaimRefusal>(&Action::ClaimReview(&review.subject))?;
    let before = review.clone();
    let claim = ClaimId::from_uuid(new_id(ctx.now()));
    let review = review.claim(person, claim, ctx.now()).map_err(|error| {
        Failure::Refused(match error {
            ClaimError::Ineligible(why) => ClaimRefusal::Barred(Barred::related(why)),
            ClaimError::Held { until } => ClaimRefusal::Held { until },
            ClaimError::Lost | ClaimError::Closed => ClaimRefusal::Closed,
        })
    })?;
    if let ReviewState::Claimed(lapsed) = before.state
        && !lapsed.is_live(ctx.now())
    {
        claims::forget(tx, review.id).await?;
        Record::of("claim.lapsed", review.id).store(tx, ctx).await?;
    }
    store_claim(tx, ctx, &review, claim).await?;
    Ok(Claimed { review: review.id })
}

/// Stores a claim that was just taken under the id `new`, or renewed. The review is locked by the caller.
pub(super) async fn store_claim(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
    new: ClaimId,
) -> Result<(), StorageError> {
    let ReviewState::Claimed(claim) = &review.state else {
        return Ok(());
    };
    let action = if claim.id == new {
        claims::insert(tx, review.id, claim).await?;
        reviews::store_state(tx, review).await?;
        "review.claimed"
    } else {
        claims::renew(tx, claim).await?;
        "claim.renewed"
    };
    Record::of(action, review.id)
        .with("claim", claim.id)
        .store(tx, ctx)
        .await?;
    changes::claim(tx, review).await?;
    Ok(())
}
