//! Deciding against publication: asking the authors for changes, or declining. Both name reasons and carry words
//! that the authors read; nothing that is public changes.

use domain::text::Message;
use domain::{ContentHash, DecisionId, ReviewId};
use moderation::review::{DecisionKind, Reasons};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::decisions::{self, NewDecision};
use storage::{Tx, reviews, revisions};

use super::decide::{DecideRefusal, Decided, lock, refusal, revision_of};
use crate::changes;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Internal, Outcome};

/// What a decision against publication says.
#[derive(Clone, Hash)]
pub struct Refusal {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Why.
    pub reasons: Reasons,
    /// The words to the authors.
    pub message: Message,
}

/// Ask the authors for changes.
#[derive(Clone, Hash)]
pub struct RequestChanges(pub Refusal);

/// Decline for good.
#[derive(Clone, Hash)]
pub struct Decline(pub Refusal);

/// The authors were asked for changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangesRequested {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
    /// The decision.
    #[serde(with = "crate::wire::id")]
    pub decision: DecisionId,
}

/// The submission was declined.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Declined {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
    /// The decision.
    #[serde(with = "crate::wire::id")]
    pub decision: DecisionId,
}

/// Asks the authors for changes.
pub async fn request_changes(
    ctx: &Ctx,
    input: RequestChanges,
    retry: Option<ClientMutationId>,
) -> Outcome<ChangesRequested, DecideRefusal> {
    once(ctx, "requestChanges", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let (review, decision) = refuse(tx, ctx, input.0, DecisionKind::RequestChanges).await?;
            Ok(ChangesRequested { review, decision })
        })
    })
    .await
}

/// Declines a submission.
pub async fn decline(
    ctx: &Ctx,
    input: Decline,
    retry: Option<ClientMutationId>,
) -> Outcome<Declined, DecideRefusal> {
    once(ctx, "decline", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let (review, decision) = refuse(tx, ctx, input.0, DecisionKind::Decline).await?;
            Ok(Declined { review, decision })
        })
    })
    .await
}

async fn refuse(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Refusal,
    kind: DecisionKind,
) -> Outcome<(ReviewId, DecisionId), DecideRefusal> {
    let person = ctx.person::<DecideRefusal>()?;
    let Decided { post: _, review } = lock(tx, ctx, input.review).await?;
    let decision = DecisionId::from_uuid(new_id(ctx.now()));
    let decided = match review
        .clone()
        .refuse(person, decision, input.seen, ctx.now())
    {
        Ok(decided) => decided,
        Err(error) => return Err(refusal(tx, &review, input.seen, error).await),
    };
    let new = NewDecision {
        id: decision,
        review: review.id,
        revision: review.revision,
        content_hash: input.seen,
        kind,
        by: person.account,
        at: ctx.now(),
        reasons: Some(&input.reasons),
        message: Some(&input.message),
    };
    let revision = revision_of(tx, &review).await?.revision;
    let (revision, action) = match kind {
        DecisionKind::Decline => (revision.decline(decision), "review.declined"),
        DecisionKind::RequestChanges | DecisionKind::Approve => (
            revision.request_changes(decision),
            "review.changes-requested",
        ),
    };
    let revision = revision
        .map_err(|_settled| Internal::Contradiction("an open review of a settled revision"))?;
    decisions::insert(tx, &new).await?;
    claims::end(tx, review.id, Ending::Decided, ctx.now()).await?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &decided).await?;
    Record::of(action, review.id)
        .with("decision", decision)
        .with("revision", revision.id)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review);
    Ok((review.id, decision))
}
