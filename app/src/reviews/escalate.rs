//! Handing a review to the safeguarding leads. They decide on it as on any other, and close the matter in `escalation`.

use domain::text::Message;
use domain::{ContentHash, EscalationId, ReviewId};
use moderation::review::{EscalateError, EscalationReason};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::escalations::{self, Escalation};
use storage::{Tx, reviews};

use super::decide::{DecideRefusal, Decided, lock, refusal, revision_of};
use crate::changes;
use crate::once::{ClientMutationId, once};
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

/// Hands a review that the moderator holds to the safeguarding leads. Its authors are not told more than that another adult reads it.
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
    let person = ctx.person::<EscalateRefusal>()?;
    let Decided { post, review } = lock(tx, ctx, input.review).await.map_err(as_any_decision)?;
    let escalated = match review.clone().escalate(person, input.seen, ctx.now()) {
        Ok(escalated) => escalated,
        Err(EscalateError::Already) => return Err(Failure::Refused(EscalateRefusal::Already)),
        Err(EscalateError::Decision(error)) => {
            let refused = refusal(tx, ctx, &review, input.seen, error).await;
            return Err(as_any_decision(refused));
        }
    };
    let revision = revision_of(tx, &review).await?;
    let escalation = Escalation {
        id: EscalationId::from_uuid(new_id(ctx.now())),
        post: post.id,
        reason: input.reason,
        note: input.note,
        by: person.account,
        at: ctx.now(),
        closed: None,
    };
    escalations::insert(tx, &escalation, &revision.revision).await?;
    claims::end(tx, review.id, Ending::Decided, ctx.now()).await?;
    reviews::store_escalated(tx, &escalated, ctx.now()).await?;
    Record::of("review.escalated", review.id)
        .with("escalation", escalation.id)
        .with("reason", input.reason.name())
        .with("revision", review.revision)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &escalated);
    Ok(Escalated {
        escalation: escalation.id,
    })
}
