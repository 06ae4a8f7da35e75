//! Deciding against publication: asking the authors for changes, or declining. Both come with a statement of reasons that the authors read;
//! nothing that is public changes.

use domain::text::Summary;
use domain::{ContentHash, DecisionId, ReviewId, StatementId};
use moderation::review::{
    DecisionKind, Explanation, Noticed, Place, QuoteError, Restriction, Statement, TextsVersion,
};
use moderation::screen::Field;
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::decisions::{self, NewDecision};
use storage::revisions::StoredRevision;
use storage::{Tx, reviews, revisions};

use super::decide::{DecideRefusal, Decided, lock, refusal, revision_of};
use super::words::{ScreenedWords, record_refused, screened};
use crate::changes;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// What a decision against publication says.
#[derive(Clone, Hash)]
pub struct Refusal {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Why, where, and in which words.
    pub explanation: Explanation<Place>,
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
    let (review, words) = (
        input.0.review,
        screened(ctx.app(), input.0.explanation.words()).await?,
    );
    let outcome = once(ctx, "requestChanges", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let (review, decision) =
                refuse(tx, ctx, input.0, Restriction::ChangesRequested, &words).await?;
            Ok(ChangesRequested { review, decision })
        })
    });
    record_refused(ctx, review, outcome.await).await
}

/// Declines a submission.
pub async fn decline(
    ctx: &Ctx,
    input: Decline,
    retry: Option<ClientMutationId>,
) -> Outcome<Declined, DecideRefusal> {
    let (review, words) = (
        input.0.review,
        screened(ctx.app(), input.0.explanation.words()).await?,
    );
    let outcome = once(ctx, "decline", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let (review, decision) =
                refuse(tx, ctx, input.0, Restriction::Declined, &words).await?;
            Ok(Declined { review, decision })
        })
    });
    record_refused(ctx, review, outcome.await).await
}

async fn refuse(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Refusal,
    restriction: Restriction,
    words: &ScreenedWords,
) -> Outcome<(ReviewId, DecisionId), DecideRefusal> {
    let person = ctx.person::<DecideRefusal>()?;
    let Decided { post: _, review } = lock(tx, ctx, input.review).await?;
    let decision = DecisionId::from_uuid(new_id(ctx.now()));
    let decided = match review
        .clone()
        .refuse(person, decision, input.seen, ctx.now())
    {
        Ok(decided) => decided,
        Err(error) => return Err(refusal(tx, ctx, &review, input.seen, error).await),
    };
    words.may_be_told().map_err(Failure::Refused)?;
    let revision = revision_of(tx, &review).await?;
    let looked_again = review.subject.first_decider.is_some();
    let statement = statement(ctx, restriction, input.explanation, &revision, looked_again)
        .map_err(|error| Failure::Refused(DecideRefusal::Quote(error)))?;
    let (revision, kind, action) = match restriction {
        Restriction::Declined => (
            revision.revision.decline(decision),
            DecisionKind::Decline,
            "review.declined",
        ),
        Restriction::ChangesRequested => (
            revision.revision.request_changes(decision),
            DecisionKind::RequestChanges,
            "review.changes-requested",
        ),
    };
    let revision = revision
        .map_err(|_settled| Internal::Contradiction("an open review of a settled revision"))?;
    let told = StatementId::from_uuid(new_id(ctx.now()));
    let new = NewDecision {
        id: decision,
        review: review.id,
        revision: review.revision,
        content_hash: input.seen,
        kind,
        by: person.account,
        at: ctx.now(),
        statement: Some((told, &statement)),
        message: None,
    };
    decisions::insert(tx, &new).await?;
    claims::end(tx, review.id, Ending::Decided, ctx.now()).await?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &decided).await?;
    Record::of(action, review.id)
        .with("decision", decision)
        .with("statement", told)
        .with("revision", revision.id)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    words.note(tx, ctx, review.id).await?;
    changes::review(tx, &review);
    Ok((review.id, decision))
}

/// What the authors of a revision are told.
fn statement(
    ctx: &Ctx,
    restriction: Restriction,
    explanation: Explanation<Place>,
    revision: &StoredRevision,
    looked_again: bool,
) -> Result<Statement, QuoteError> {
    let text = |field| match field {
        Field::Title => revision.title.as_str(),
        Field::Summary => revision.summary.as_ref().map_or("", Summary::as_str),
        Field::Body => revision.source.as_str(),
    };
    Ok(Statement {
        restriction,
        explanation: explanation.quoted(text)?,
        noticed: Noticed::Reading,
        marked: !revision.findings.is_empty(),
        looked_again,
        texts: TextsVersion::CURRENT,
        issued_at: ctx.now(),
    })
}
