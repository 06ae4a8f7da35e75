//! Handing a review to the safeguarding leads, whatever became of it, by anybody who may read it: nobody has to hold it first. The leads decide on what waits
//! as on anything else, and close the matter in `escalation`.

use domain::policy::Action;
use domain::text::Message;
use domain::{ContentHash, EscalationId, ReviewId};
use moderation::review::{DecideError, EscalationReason, Review};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::escalations::{self, Escalation};
use storage::{StorageError, Tx, posts, reviews};

use super::decide::{DecideRefusal, refusal, revision_of};
use crate::changes;
use crate::once::{ClientMutationId, once};
use crate::posts::cancel_scheduled;
use crate::record::Record;
use crate::source::new_id;
use crate::{Barred, Ctx, Failure, Outcome, Reused};

/// What to hand on, and why.
#[derive(Clone, Hash)]
pub struct Escalate {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Why.
    pub reason: EscalationReason,
    /// Why, in words for the leads; not to be left out where the reason is another.
    pub note: Option<Message>,
}

/// A review that is with the safeguarding leads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Escalated {
    /// The escalation.
    #[serde(with = "crate::wire::id")]
    pub escalation: EscalationId,
}

/// Why nothing was handed on.
#[derive(Debug, Clone)]
pub enum EscalateRefusal {
    /// As any decision is refused.
    Decision(DecideRefusal),
    /// It is with them already.
    Already,
}

impl From<Barred> for EscalateRefusal {
    fn from(barred: Barred) -> Self {
        Self::Decision(barred.into())
    }
}

impl From<Reused> for EscalateRefusal {
    fn from(reused: Reused) -> Self {
        Self::Decision(reused.into())
    }
}

fn as_any_decision(failure: Failure<DecideRefusal>) -> Failure<EscalateRefusal> {
    match failure {
        Failure::Refused(why) => Failure::Refused(EscalateRefusal::Decision(why)),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

/// Hands a review to the safeguarding leads. Its authors are told nothing of it.
pub async fn escalate(
    ctx: &Ctx,
    input: Escalate,
    retry: Option<ClientMutationId>,
) -> Outcome<Escalated, EscalateRefusal> {
    once(ctx, "escalate", input, retry, |tx, ctx, input| {
        Box::pin(hand_on(tx, ctx, input))
    })
    .await
}

async fn hand_on(tx: &mut Tx, ctx: &Ctx, input: Escalate) -> Outcome<Escalated, EscalateRefusal> {
    let by = ctx.person::<EscalateRefusal>()?.account;
    let not_found = || Failure::<EscalateRefusal>::refused(Barred::NotFound);
    let post = reviews::post_of(tx, input.review).await?;
    let post = posts::lock(tx, post.ok_or_else(not_found)?).await?;
    let post = post.ok_or_else(not_found)?;
    let review = reviews::lock(tx, input.review).await?;
    let review = review.ok_or_else(not_found)?;
    ctx.may::<EscalateRefusal>(&Action::EscalateReview(&review.subject))?;
    if review.content_hash != input.seen {
        let error = DecideError::StaleRevision {
            current: review.content_hash,
        };
        let refused = refusal(tx, ctx, &review, input.seen, error).await;
        return Err(as_any_decision(refused));
    }
    if escalations::open_of(tx, post.id).await?.is_some() {
        return Err(Failure::Refused(EscalateRefusal::Already));
    }
    let revision = revision_of(tx, &review).await?;
    let escalation = Escalation {
        id: EscalationId::from_uuid(new_id(ctx.now())),
        post: post.id,
        revision: review.revision,
        reason: input.reason,
        note: input.note,
        by,
        at: ctx.now(),
        closed: None,
    };
    escalations::insert(tx, &escalation, &revision.revision).await?;
    cancel_scheduled(tx, ctx, post.id).await?;
    hand_over(tx, ctx, review).await?;
    Record::of("review.escalated", input.review)
        .with("escalation", escalation.id)
        .with("reason", input.reason.name())
        .with("revision", revision.revision.id)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    Ok(Escalated {
        escalation: escalation.id,
    })
}

/// Hands over everything that was sent of the post, and what waits of it first of all.
async fn hand_over(tx: &mut Tx, ctx: &Ctx, read: Review) -> Result<(), StorageError> {
    if let Some(open) = reviews::lock_open(tx, read.post).await? {
        claims::end(tx, open.id, Ending::Closed, ctx.now()).await?;
        let open = open.escalate(ctx.now());
        reviews::store_escalated(tx, &open).await?;
        changes::claim(tx, &open).await?;
    } else {
        reviews::store_escalated(tx, &read.escalate(ctx.now())).await?;
    }
    Ok(())
}
