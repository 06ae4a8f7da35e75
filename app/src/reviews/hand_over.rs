//! Handing a claim to a colleague, and which colleagues can take it. Why one can't take it is told to nobody: what they leave to others, and
//! to whom they are related, is theirs.

use domain::account::Person;
use domain::notification::NotificationKind;
use domain::policy::Action;
use domain::{AccountId, ClaimId, ReviewId, Timestamp};
use moderation::review::{GIVEN_BACK_RESTS, HandOverError, Review, ReviewState};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Tx, claims, preferences, queue, reviews};

use super::hold::HoldRefusal;
use crate::failure::Barred;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::sessions::person;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome, Reused, changes, notifications};

/// Whoever holds so many reviews is handed no more.
const MOST_HELD: i64 = 3;

/// Which claim to hand over, and to whom.
#[derive(Debug, Clone, Copy, Hash)]
pub struct HandOverClaim {
    /// The review that is held.
    pub review: ReviewId,
    /// The colleague.
    pub to: AccountId,
}

/// A claim that somebody else holds now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HandedOver {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why nothing was handed over, or nobody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColleagueRefusal {
    /// As any claim is refused.
    Hold(HoldRefusal),
    /// There is no such colleague, or they can't take this one now.
    Unavailable,
    /// So much was asked about the review that it is time to decide.
    Full,
}

impl From<HoldRefusal> for ColleagueRefusal {
    fn from(refusal: HoldRefusal) -> Self {
        Self::Hold(refusal)
    }
}

impl From<Barred> for ColleagueRefusal {
    fn from(barred: Barred) -> Self {
        Self::Hold(barred.into())
    }
}

impl From<Reused> for ColleagueRefusal {
    fn from(reused: Reused) -> Self {
        Self::Hold(reused.into())
    }
}

/// Hands a claim to a colleague.
pub async fn hand_over_claim(
    ctx: &Ctx,
    input: HandOverClaim,
    retry: Option<ClientMutationId>,
) -> Outcome<HandedOver, ColleagueRefusal> {
    let HandOverClaim { review, to } = input;
    let outcome = once(ctx, "handOverClaim", input, retry, |tx, ctx, input| {
        Box::pin(hand_over(tx, ctx, input))
    });
    recorded(ctx, review, to, outcome.await).await
}

async fn hand_over(
    tx: &mut Tx,
    ctx: &Ctx,
    input: HandOverClaim,
) -> Outcome<HandedOver, ColleagueRefusal> {
    let by = ctx.person::<ColleagueRefusal>()?.account;
    let review = reviews::lock(tx, input.review).await?;
    let review = review.ok_or_else(|| Failure::<ColleagueRefusal>::refused(Barred::NotFound))?;
    ctx.may::<ColleagueRefusal>(&Action::ClaimReview(&review.subject))?;
    let unavailable = || Failure::Refused(ColleagueRefusal::Unavailable);
    // Whoever does not hold it hears that first, and learns nothing of any colleague.
    let held = review.clone().renew(by, ctx.now());
    held.map_err(|error| Failure::Refused(HoldRefusal::from(error).into()))?;
    let colleague = colleague(tx, ctx, &review, input.to).await?;
    let colleague = colleague.ok_or_else(unavailable)?;
    if queue::count_held(tx, colleague.account, ctx.now()).await? >= MOST_HELD {
        return Err(unavailable());
    }
    let claim = ClaimId::from_uuid(new_id(ctx.now()));
    let review =
        review
            .hand_over(by, &colleague, claim, ctx.now())
            .map_err(|error| match error {
                HandOverError::NotHeld(error) => Failure::Refused(HoldRefusal::from(error).into()),
                HandOverError::NotForThem => unavailable(),
            })?;
    claims::give_back(tx, review.id, by, rests_until(ctx.now())).await?;
    if let ReviewState::Claimed(claim) = &review.state {
        claims::insert(tx, review.id, claim).await?;
    }
    Record::of("claim.handed-over", review.id)
        .with("to", colleague.account)
        .with("claim", claim)
        .store(tx, ctx)
        .await?;
    changes::claim(tx, &review).await?;
    let to = (colleague.account, review.id);
    notifications::adult(tx, ctx, to, NotificationKind::HandedOver).await?;
    Ok(HandedOver { review: review.id })
}

/// Records that a colleague was named who can't take a review: who tries one after the other to learn about them leaves a trace.
pub(super) async fn recorded<T>(
    ctx: &Ctx,
    review: ReviewId,
    colleague: AccountId,
    outcome: Outcome<T, ColleagueRefusal>,
) -> Outcome<T, ColleagueRefusal> {
    if let Err(Failure::Refused(ColleagueRefusal::Unavailable)) = &outcome {
        let inner = ctx.clone();
        let write = async move |tx: &mut Tx| {
            let record = Record::of("colleague.unavailable", review).with("colleague", colleague);
            record.store(tx, &inner).await
        };
        ctx.app().db().write::<_, StorageError, _>(write).await?;
    }
    outcome
}

/// Until when a review is not offered to whoever had it now.
pub(super) fn rests_until(now: Timestamp) -> Timestamp {
    now.plus(GIVEN_BACK_RESTS)
}

/// The colleague, if they may read the review, it is none that they leave to others, and they did not give it back a short while ago.
pub(super) async fn colleague(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
    account: AccountId,
) -> Result<Option<Person>, Internal> {
    let Some(colleague) = person(tx, ctx.app(), account).await? else {
        return Ok(None);
    };
    let takes_it = review.may_be_reviewed_by(&colleague).is_ok()
        && preferences::suit(tx, account, review.id).await?
        && !claims::is_resting(tx, review.id, account, ctx.now()).await?;
    Ok(takes_it.then_some(colleague))
}
