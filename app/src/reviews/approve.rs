//! Approving exact bytes. The approval that completes what publication requires publishes them in the same
//! transaction; the first of two is recorded, and the review waits for another adult.

use domain::notification::NotificationKind;
use domain::post::Post;
use domain::publication::Permit;
use domain::text::Message;
use domain::{AccountId, ContentHash, DecisionId, PostId, ReviewId, Timestamp};
use moderation::review::{self, ApproveError, DecisionKind, Review};
use moderation::screen::Field;
use moderation::{RevisionContent, content_hash};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::decisions::{self, NewDecision};
use storage::revisions::{self, StoredRevision};
use storage::{Tx, reviews};

use super::decide::{DecideRefusal, Decided, lock, recorded, refusal, revision_of};
use super::words::{ScreenedWords, Told, screened};
use crate::co_authors::all_know;
use crate::comments::is_there;
use crate::consent::{self, Unpublishable};
use crate::once::{ClientMutationId, once};
use crate::posts::{FURTHEST_AHEAD, make_public, make_public_at};
use crate::record::Record;
use crate::source::new_id;
use crate::{Barred, Ctx, Failure, Internal, Outcome, Reused, changes, notifications};

/// Which bytes to approve.
#[derive(Clone, Hash)]
pub struct Approve {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Words to the authors, if there are any.
    pub message: Option<Message>,
    /// Not before when they are to be public; at once if it is not said.
    pub publish_at: Option<Timestamp>,
}

/// What an approval led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApproveOutcome {
    /// The bytes are public.
    Published,
    /// The approval is recorded; another adult has to approve too.
    AwaitsSecondAdult,
    /// The bytes are approved, and public at their time.
    Scheduled,
}

/// An approval that was recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Approved {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
    /// The decision.
    #[serde(with = "crate::wire::id")]
    pub decision: DecisionId,
    /// What it led to.
    pub outcome: ApproveOutcome,
}

/// Why nothing was approved; nothing of it was recorded.
#[derive(Debug, Clone)]
pub enum ApproveRefusal {
    /// As any decision is refused.
    Decision(DecideRefusal),
    /// A co-author has not said yes to these bytes.
    AwaitsCoAuthors {
        /// Whether those who have not are asked.
        asked: bool,
    },
    /// Consent does not cover publishing what the authors wrote.
    NoConsent,
    /// A guardian agreed to publication only lately.
    ConsentTooNew {
        /// From when it is enough.
        until: Timestamp,
    },
    /// It is a comment, and what it is said to is not public now.
    PlaceHidden,
    /// The time for which it was approved is past, or further ahead than [`FURTHEST_AHEAD`].
    NotThen,
}

impl From<Barred> for ApproveRefusal {
    fn from(barred: Barred) -> Self {
        Self::Decision(barred.into())
    }
}

impl From<Reused> for ApproveRefusal {
    fn from(reused: Reused) -> Self {
        Self::Decision(reused.into())
    }
}

fn as_any_decision(failure: Failure<DecideRefusal>) -> Failure<ApproveRefusal> {
    match failure {
        Failure::Refused(why) => Failure::Refused(ApproveRefusal::Decision(why)),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

/// Approves the bytes of a review that the moderator holds.
pub async fn approve(
    ctx: &Ctx,
    input: Approve,
    retry: Option<ClientMutationId>,
) -> Outcome<Approved, ApproveRefusal> {
    let (review, words) = (
        input.review,
        screened(ctx.app(), Told::message(input.message.as_ref())).await?,
    );
    let outcome = once(ctx, "approve", input, retry, |tx, ctx, input| {
        Box::pin(async move { decide(tx, ctx, input, &words).await })
    });
    match outcome.await {
        Err(Failure::Refused(ApproveRefusal::Decision(why))) => {
            let refused = recorded(ctx, review, Err(Failure::Refused(why))).await;
            refused.map_err(as_any_decision)
        }
        outcome => outcome,
    }
}

async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Approve,
    words: &ScreenedWords,
) -> Outcome<Approved, ApproveRefusal> {
    let person = ctx.person::<ApproveRefusal>()?;
    let Decided { post, review } = lock(tx, ctx, input.review).await.map_err(as_any_decision)?;
    let decision = DecisionId::from_uuid(new_id(ctx.now()));
    let approved = match review
        .clone()
        .approve(person, decision, input.seen, ctx.now())
    {
        Ok(approved) => approved,
        Err(ApproveError::AwaitsCoAuthors { asked }) => {
            let asked = asked || all_know(tx, &review).await?;
            return Err(Failure::Refused(ApproveRefusal::AwaitsCoAuthors { asked }));
        }
        Err(ApproveError::Decide(error)) => {
            let refused = refusal(tx, ctx, &review, input.seen, error).await;
            return Err(as_any_decision(refused));
        }
    };
    words.may_be_told().map_err(|refused| {
        Failure::Refused(ApproveRefusal::Decision(DecideRefusal::Words(refused)))
    })?;
    if input.publish_at.is_some_and(|at| !is_ahead(ctx, at)) {
        return Err(Failure::Refused(ApproveRefusal::NotThen));
    }
    let revision = as_it_stands(tx, (&post, &review), input.seen).await?;
    let new = NewDecision {
        id: decision,
        review: review.id,
        revision: review.revision,
        content_hash: input.seen,
        kind: DecisionKind::Approve,
        by: person.account,
        as_lead: review.subject.escalated,
        at: ctx.now(),
        statement: None,
        message: input.message.as_ref(),
        publish_at: input.publish_at,
    };
    decisions::insert(tx, &new).await?;
    words.note(tx, ctx, review.id).await?;
    claims::end(tx, review.id, Ending::Decided, ctx.now()).await?;
    let outcome = match approved {
        review::Approved::AwaitsSecondAdult(review) => {
            reviews::store_state(tx, &review).await?;
            ApproveOutcome::AwaitsSecondAdult
        }
        review::Approved::Complete(review, permit) => {
            let at = publish_at(tx, ctx, &permit).await?;
            consent_covers(tx, ctx, post.authors.as_slice(), at).await?;
            publish(tx, ctx, (post, review), revision, (permit, at)).await?
        }
    };
    Record::of("review.approved", review.id)
        .with("decision", decision)
        .with("revision", review.revision)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review).await?;
    Ok(Approved {
        post: review.post,
        review: review.id,
        decision,
        outcome,
    })
}

/// The revision, if it is what its hash says and, of a comment, what it is said to is public.
async fn as_it_stands(
    tx: &mut Tx,
    (post, review): (&Post, &Review),
    seen: ContentHash,
) -> Outcome<StoredRevision, ApproveRefusal> {
    let revision = revision_of(tx, review).await?;
    if hash_of(post, &revision) != seen {
        return Err(Internal::Contradiction("a revision's bytes are not those of its hash").into());
    }
    if let Some(on) = post.comment_on
        && !is_there(tx, on, None).await?
    {
        return Err(Failure::Refused(ApproveRefusal::PlaceHidden));
    }
    Ok(revision)
}

/// Whether something can be approved for that time.
fn is_ahead(ctx: &Ctx, at: Timestamp) -> bool {
    ctx.now() < at && at <= ctx.now().plus(FURTHEST_AHEAD)
}

/// The hash of what is stored, computed anew: what was approved is what will be shown.
fn hash_of(post: &Post, revision: &StoredRevision) -> ContentHash {
    content_hash(&RevisionContent {
        comment_on: post.comment_on,
        title: revision.text(Field::Title),
        summary: revision.summary.as_ref().map(domain::text::Summary::as_str),
        html: &revision.html,
        author_ids: revision.authors.as_slice(),
        topic_ids: &revision.topics,
        language: revision.language,
        links: &revision.links,
        sanitiser_version: &revision.sanitiser_version,
    })
}

/// Goes on only if consent covers publication, at the time for which it is approved or now.
async fn consent_covers(
    tx: &mut Tx,
    ctx: &Ctx,
    authors: &[AccountId],
    at: Option<Timestamp>,
) -> Outcome<(), ApproveRefusal> {
    match consent::keeps_from_publishing(tx, ctx, authors).await? {
        Some(Unpublishable::NoConsent) => Err(Failure::Refused(ApproveRefusal::NoConsent)),
        Some(Unpublishable::Until(until)) if at.is_none_or(|at| at < until) => {
            Err(Failure::Refused(ApproveRefusal::ConsentTooNew { until }))
        }
        Some(Unpublishable::Until(_)) | None => Ok(()),
    }
}

/// The time for which those approved it who count, if it is still to come.
async fn publish_at(
    tx: &mut Tx,
    ctx: &Ctx,
    permit: &Permit,
) -> Result<Option<Timestamp>, Internal> {
    let approvals: Vec<DecisionId> = [Some(permit.first()), permit.second()]
        .into_iter()
        .flatten()
        .collect();
    let at = decisions::publish_at(tx, &approvals).await?;
    Ok(at.filter(|at| ctx.now() < *at))
}

/// Settles the revision and its review, and makes the bytes public: at once, or not before all who approved them said.
async fn publish(
    tx: &mut Tx,
    ctx: &Ctx,
    (post, review): (Post, Review),
    stored: StoredRevision,
    (permit, at): (Permit, Option<Timestamp>),
) -> Result<ApproveOutcome, Internal> {
    let revision = stored
        .revision
        .clone()
        .approve(permit)
        .map_err(|_refused| Internal::Contradiction("a permit that does not fit its revision"))?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &review).await?;
    notifications::whoever_asked(tx, ctx, &review).await?;
    if let Some(at) = at {
        make_public_at(tx, ctx, &revision, at).await?;
        let authors = (post.id, post.authors.as_slice());
        notifications::authors(tx, ctx, authors, NotificationKind::Scheduled).await?;
        return Ok(ApproveOutcome::Scheduled);
    }
    make_public(tx, ctx, post, (&revision, &stored)).await?;
    Ok(ApproveOutcome::Published)
}
