//! Taking the next review in line that the moderator may decide, or the one that the moderator holds already.

use domain::policy::Action;
use domain::{ClaimId, ReviewId};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Tx, claims, preferences, queue, reviews};

use super::claim::store_claim;
use crate::changes;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Internal, Outcome};

/// How many lapsed claims are put back in line on the way.
const LAPSED_AT_ONCE: i64 = 20;

/// How often it is looked for what is next.
const LOOKS: usize = 3;

/// Nothing has to be said: the queue has an order.
#[derive(Debug, Clone, Copy, Hash)]
pub struct ClaimNext;

/// The review that is held now, or nothing when nothing waits that the moderator may decide.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ClaimedNext {
    /// This one is held now.
    Held(#[serde(with = "crate::wire::id")] ReviewId),
    /// Nothing waits for this moderator.
    Empty {
        /// Whether something waits that the moderator may read, and leaves to others or gave back a short while ago.
        leaves_some: bool,
    },
}

/// Why nothing was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimNextRefusal {
    /// The person is no cleared moderator.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(ClaimNextRefusal);

/// Takes the next review. Who holds one already gets that one again, so that nobody hoards.
pub async fn claim_next_review(
    ctx: &Ctx,
    retry: Option<ClientMutationId>,
) -> Outcome<ClaimedNext, ClaimNextRefusal> {
    once(
        ctx,
        "claimNextReview",
        ClaimNext,
        retry,
        |tx, ctx, ClaimNext| Box::pin(claim_next(tx, ctx)),
    )
    .await
}

async fn claim_next(tx: &mut Tx, ctx: &Ctx) -> Outcome<ClaimedNext, ClaimNextRefusal> {
    ctx.may::<ClaimNextRefusal>(&Action::ReadQueue)?;
    let person = ctx.person::<ClaimNextRefusal>()?;
    end_lapsed(tx, ctx, LAPSED_AT_ONCE).await?;
    // It may have been withdrawn, superseded or decided by the time it is locked.
    if let Some(held) = queue::held_by(tx, person.account, ctx.now()).await?
        && take(tx, ctx, held).await?
    {
        return Ok(ClaimedNext::Held(held));
    }
    // What is next may have changed between looking and locking; then there is another look.
    let suiting = preferences::of(tx, person.account).await?;
    for _ in 0..LOOKS {
        let Some(next) = queue::next_for(tx, person, &suiting, ctx.now()).await? else {
            let leaves_some = queue::any_for(tx, person).await?;
            return Ok(ClaimedNext::Empty { leaves_some });
        };
        if take(tx, ctx, next).await? {
            return Ok(ClaimedNext::Held(next));
        }
    }
    // The queue's filter and the rules say the same; the rules have the last word.
    Err(Internal::Contradiction("the queue offers a review that can't be claimed").into())
}

/// Locks a review and claims it, if the rules let it be claimed.
async fn take(tx: &mut Tx, ctx: &Ctx, id: ReviewId) -> Outcome<bool, ClaimNextRefusal> {
    let person = ctx.person::<ClaimNextRefusal>()?;
    let review = reviews::lock(tx, id)
        .await?
        .ok_or(Internal::Contradiction("a queue without its review"))?;
    let claim = ClaimId::from_uuid(new_id(ctx.now()));
    match review.claim(person, claim, ctx.now()) {
        Ok(review) => {
            store_claim(tx, ctx, &review, claim).await?;
            Ok(true)
        }
        Err(_refused) => Ok(false),
    }
}

/// Puts the reviews of lapsed claims back in line. That nobody did so before changes nothing for anybody who looks.
pub(crate) async fn end_lapsed(tx: &mut Tx, ctx: &Ctx, most: i64) -> Result<(), StorageError> {
    for id in claims::end_lapsed(tx, ctx.now(), most).await? {
        Record::of("claim.lapsed", id).store(tx, ctx).await?;
        if let Some(review) = reviews::get(tx, id).await? {
            changes::claim(tx, &review).await?;
        }
    }
    Ok(())
}
