//! What was handed to the safeguarding leads: what they see of it, and how they close it.

use domain::policy::Action;
use domain::publication::Subject;
use domain::text::{Message, PenName};
use domain::{EscalationId, PostId, ReviewId};
use moderation::review::{EscalationOutcome, Review};
use serde::{Deserialize, Serialize};
use storage::escalations::{self, Closing, Escalation};
use storage::revisions::StoredRevision;
use storage::{Tx, people, posts, reviews, revisions};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// The most that are listed.
const MOST_LISTED: i64 = 50;

/// An escalation as a safeguarding lead sees it.
#[derive(Debug, Clone)]
pub struct EscalationView {
    /// The escalation.
    pub escalation: Escalation,
    /// The name of whoever handed it on.
    pub by: PenName,
    /// The newest review of what it is about.
    pub review: ReviewId,
}

/// What to close, and what became of it.
#[derive(Clone, Hash)]
pub struct CloseEscalation {
    /// The escalation.
    pub escalation: EscalationId,
    /// What became of it.
    pub outcome: EscalationOutcome,
    /// What became of it, in words.
    pub note: Option<Message>,
}

/// An escalation that was closed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EscalationClosed {
    /// The escalation.
    #[serde(with = "crate::wire::id")]
    pub escalation: EscalationId,
}

/// Why it was not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseRefusal {
    /// The person may not, or there is no such escalation.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// A text of the post still waits for a decision.
    Waits,
    /// It is closed.
    Over,
}

refusal!(CloseRefusal);

/// What is open, the oldest first, or what was closed, the last first; nothing for who is no safeguarding lead, and not what one is related to.
pub async fn escalations(ctx: &Ctx, are_closed: bool) -> Result<Vec<EscalationView>, Internal> {
    if !ctx.is_allowed(&Action::ReadEscalations) {
        return Ok(Vec::new());
    }
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = if are_closed {
                escalations::closed(tx, MOST_LISTED).await?
            } else {
                escalations::open(tx, MOST_LISTED).await?
            };
            let mut seen = Vec::with_capacity(found.len());
            for escalation in found {
                seen.extend(view(tx, &inner, escalation).await?);
            }
            Ok(seen)
        })
        .await
}

/// One of them, if the actor may see it.
pub async fn escalation(ctx: &Ctx, id: EscalationId) -> Result<Option<EscalationView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(
            async move |tx: &mut Tx| match escalations::get(tx, id).await? {
                Some(escalation) => view(tx, &inner, escalation).await,
                None => Ok(None),
            },
        )
        .await
}

async fn view(
    tx: &mut Tx,
    ctx: &Ctx,
    escalation: Escalation,
) -> Result<Option<EscalationView>, Internal> {
    let review = newest_review(tx, escalation.post).await?;
    let subject = of_leads(review.subject);
    if !ctx.is_allowed(&Action::CloseEscalation(&subject)) {
        return Ok(None);
    }
    let names = people::pen_names(tx, &[escalation.by]).await?;
    let (_, by) = names
        .into_iter()
        .next()
        .ok_or(Internal::Contradiction("an escalation by nobody"))?;
    Ok(Some(EscalationView {
        escalation,
        by,
        review: review.id,
    }))
}

async fn newest_review(tx: &mut Tx, post: PostId) -> Result<Review, Internal> {
    reviews::newest_of(tx, post)
        .await?
        .ok_or(Internal::Contradiction("an escalation without a review"))
}

/// The text that was read when something was handed on. Only for what the caller got from [`escalations()`] or [`escalation()`].
pub async fn escalated_revision(
    ctx: &Ctx,
    escalation: &Escalation,
) -> Result<Option<StoredRevision>, Internal> {
    let (db, revision) = (ctx.app().db(), escalation.revision);
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(revisions::get(tx, revision).await?))
        .await
}

/// What the newest review is about, for the leads: who decided on one text of a post before may still close the matter.
fn of_leads(subject: Subject) -> Subject {
    Subject {
        escalated: true,
        decided_before: Vec::new(),
        ..subject
    }
}

/// Closes an escalation. Nothing of the post may wait: that is decided first.
pub async fn close_escalation(
    ctx: &Ctx,
    input: CloseEscalation,
    retry: Option<ClientMutationId>,
) -> Outcome<EscalationClosed, CloseRefusal> {
    once(ctx, "closeEscalation", input, retry, |tx, ctx, input| {
        Box::pin(close(tx, ctx, input))
    })
    .await
}

async fn close(
    tx: &mut Tx,
    ctx: &Ctx,
    input: CloseEscalation,
) -> Outcome<EscalationClosed, CloseRefusal> {
    let by = ctx.person::<CloseRefusal>()?.account;
    let not_found = || Failure::<CloseRefusal>::refused(Barred::NotFound);
    let post = escalations::post_of(tx, input.escalation).await?;
    let post = posts::lock(tx, post.ok_or_else(not_found)?).await?;
    let post = post.ok_or_else(not_found)?;
    let escalation = escalations::lock(tx, input.escalation).await?;
    let escalation = escalation.ok_or_else(not_found)?;
    let subject = of_leads(newest_review(tx, post.id).await?.subject);
    ctx.may::<CloseRefusal>(&Action::CloseEscalation(&subject))?;
    if escalation.closed.is_some() {
        return Err(Failure::Refused(CloseRefusal::Over));
    }
    if reviews::open_of(tx, post.id).await?.is_some() {
        return Err(Failure::Refused(CloseRefusal::Waits));
    }
    let closing = Closing {
        by,
        at: ctx.now(),
        outcome: input.outcome,
        note: input.note,
    };
    escalations::close(tx, escalation.id, &closing).await?;
    Record::of("escalation.closed", escalation.id)
        .with("post", post.id)
        .with("outcome", input.outcome.name())
        .store(tx, ctx)
        .await?;
    Ok(EscalationClosed {
        escalation: escalation.id,
    })
}
