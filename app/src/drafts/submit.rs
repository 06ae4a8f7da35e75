//! Submitting a draft: it becomes an immutable revision that waits for a person. An open submission of the same post
//! is superseded and its place in line kept; what is public stays as it is.

use domain::account::READERS;
use domain::policy::{Action, Denial};
use domain::post::Post;
use domain::post::draft::{Draft, DraftVersion, Part};
use domain::post::revision::{Revision, RevisionState};
use domain::publication::Subject;
use domain::{AccountId, ContentHash, PostId, ReviewId, RevisionId, Risk, Risks, Timestamp};
use moderation::review::{Review, Triage};
use moderation::sanitise::{RenderError, SANITISER_VERSION};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::revisions::{self, NewRevision};
use storage::{
    StorageError, Tx, comments, drafts, escalations, posts, readers, reviews, scheduled, takedowns,
};

use super::rendering::{NotPrepared, Prepared, earlier, prepare};
use super::risks;
use crate::changes;
use crate::co_authors;
use crate::comments::{Unsayable, may_be_sent_again};
use crate::consent::keeps_out;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// Which version of which draft to submit.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SubmitDraft {
    /// The post whose draft it is.
    pub post: PostId,
    /// The version that the author saw.
    pub seen: DraftVersion,
    /// The hash of what the author was shown by checking, with its findings.
    pub checked: Option<ContentHash>,
}

/// A submission that waits for a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Submitted {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
    /// The revision that was made of the draft.
    #[serde(with = "crate::wire::id")]
    pub revision: RevisionId,
    /// Its review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why nothing was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmitRefusal {
    /// The person may not, or there is no such draft.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It was saved again after the version that was seen.
    Stale {
        /// The version that is stored.
        current: DraftVersion,
    },
    /// Parts are missing.
    Incomplete(Vec<Part>),
    /// The text can't be rendered.
    Render(RenderError),
    /// The same bytes wait for review already, are what readers see, or were refused as they are.
    Unchanged,
    /// It is a comment that can't be said there any more, or not now.
    Unsayable(Unsayable),
}

refusal!(SubmitRefusal);

impl From<NotPrepared> for Failure<SubmitRefusal> {
    fn from(not: NotPrepared) -> Self {
        match not {
            NotPrepared::Incomplete(parts) => Self::Refused(SubmitRefusal::Incomplete(parts)),
            NotPrepared::Render(error) => Self::Refused(SubmitRefusal::Render(error)),
            NotPrepared::Internal(error) => Self::Internal(error),
        }
    }
}

/// Submits a draft. It is rendered before the transaction; that nobody saved it meanwhile is asked again inside.
pub async fn submit_draft(
    ctx: &Ctx,
    input: SubmitDraft,
    retry: Option<ClientMutationId>,
) -> Outcome<Submitted, SubmitRefusal> {
    let prepared = match seen_draft(ctx, input).await? {
        Some((draft, earlier)) => Some(prepare(ctx.app(), &draft, earlier).await),
        None => None,
    };
    once(ctx, "submitDraft", input, retry, |tx, ctx, input| {
        Box::pin(submit(tx, ctx, input, prepared))
    })
    .await
}

/// The draft, with what its author submitted before, if the actor may submit it and saw its version. Whatever is wrong is told from inside the transaction,
/// where an earlier answer to the same retry comes first.
async fn seen_draft(
    ctx: &Ctx,
    input: SubmitDraft,
) -> Result<Option<(Draft, Vec<String>)>, StorageError> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, StorageError, _>(async move |tx: &mut Tx| {
            let Some(draft) = drafts::get(tx, input.post).await? else {
                return Ok(None);
            };
            let authors = posts::authors(tx, input.post).await?;
            let may = inner.is_allowed(&Action::SubmitDraft(&authors));
            let by = inner.actor().account();
            let by = by.filter(|_| may && draft.seen(input.seen).is_ok());
            Ok(match by {
                Some(by) => Some((draft, earlier(tx, by, input.post).await?)),
                None => None,
            })
        })
        .await
}

async fn submit(
    tx: &mut Tx,
    ctx: &Ctx,
    input: SubmitDraft,
    prepared: Option<Result<Prepared, NotPrepared>>,
) -> Outcome<Submitted, SubmitRefusal> {
    let person = ctx.person::<SubmitRefusal>()?;
    // Whoever closes the comments, or takes the post down, comes before this or after it.
    if let Some(Ok(Prepared {
        comment_on: Some(on),
        ..
    })) = &prepared
    {
        posts::lock(tx, on.post).await?;
    }
    let Some(post) = posts::lock(tx, input.post).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<SubmitRefusal>(&Action::SubmitDraft(&post.authors))?;
    if let Some(lacking) = keeps_out(tx, ctx, person.account).await? {
        return Err(Failure::refused(Barred::Denied(Denial::NoConsent(lacking))));
    }
    let draft = drafts::get(tx, post.id)
        .await?
        .ok_or(Internal::Contradiction("a post without a draft"))?;
    draft.seen(input.seen).map_err(|stale| {
        Failure::Refused(SubmitRefusal::Stale {
            current: stale.current,
        })
    })?;
    // Saved to the version that was named since it was looked at: rendering it takes another try.
    let mut prepared = prepared.ok_or(Internal::Busy("submitting"))??;
    let by = person.account;
    if ctx.app().checks().look_like_a_search(by, ctx.now()) {
        prepared.screening = prepared.screening.after_a_search();
    }
    let hash = prepared.content_hash(&post.authors);
    let same = revisions::standing_by_hash(tx, post.id, hash).await?;
    let mut decided_before = Vec::new();
    if let Some(same) = same {
        if is_unchanged(tx, &post, &same.revision).await? {
            return Err(Failure::Refused(SubmitRefusal::Unchanged));
        }
        let read = reviews::of_revision(tx, same.revision.id).await?;
        decided_before = read.map_or(decided_before, |read| read.subject.decided_before);
    }
    if let Some(on) = post.comment_on {
        let may = may_be_sent_again(tx, (&post, on, by), hash).await?;
        may.map_err(|why| Failure::Refused(SubmitRefusal::Unsayable(why)))?;
    }
    let shown = input.checked == Some(hash);
    let submitting = Submitting {
        by,
        findings_shown: shown,
        risks: risks::of_authors(tx, ctx, &post).await?,
        decided_before,
    };
    Ok(store_submission(tx, ctx, &post, &prepared, submitting).await?)
}

/// Whether the same bytes wait for review or for their time already, are what readers see, or were refused as they are: nobody asks
/// one adult after another until somebody says yes.
async fn is_unchanged(tx: &mut Tx, post: &Post, same: &Revision) -> Result<bool, StorageError> {
    let id = same.id;
    let shown = post.published().is_some_and(|shown| shown.revision == id)
        || scheduled::of_post(tx, post.id)
            .await?
            .is_some_and(|waits| waits.revision == id);
    Ok(match same.state {
        RevisionState::Pending
        | RevisionState::ChangesRequested { .. }
        | RevisionState::Declined { .. }
        | RevisionState::TakenDown(_) => true,
        RevisionState::Approved(_) => shown,
        RevisionState::Withdrawn { .. } | RevisionState::Superseded { .. } => false,
    })
}

/// How something is submitted.
#[derive(Debug, Clone)]
pub(crate) struct Submitting {
    /// Who submits it.
    pub(crate) by: AccountId,
    /// Whether they were shown what screening found.
    pub(crate) findings_shown: bool,
    /// What of its authors asks for a second adult.
    pub(crate) risks: Risks,
    /// Who had decided against the same bytes before others said yes, and the authors took them down: the last first.
    pub(crate) decided_before: Vec<AccountId>,
}

/// Stores the revision and its review, and closes the open one before it. The post is locked by the caller.
pub(crate) async fn store_submission(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    prepared: &Prepared,
    submitting: Submitting,
) -> Result<Submitted, Internal> {
    let before = supersede_open(tx, ctx, post).await?;
    let revision = Revision {
        id: RevisionId::from_uuid(new_id(ctx.now())),
        post: post.id,
        content_hash: prepared.content_hash(&post.authors),
        state: RevisionState::Pending,
    };
    let mut risks = submitting.risks;
    let taken_down_by = takedowns::of_post(tx, post.id).await?;
    if taken_down_by.is_some() {
        risks = risks.and(ctx.app().second_adult_for().only(Risk::Takedown));
    }
    let others = before
        .decided_before
        .iter()
        .chain(&submitting.decided_before);
    let decided_before = last_of(taken_down_by.iter().chain(others));
    let triage = Triage::of(&prepared.screening, risks);
    let escalated = before.escalated
        || escalations::open_of(tx, post.id).await?.is_some()
        || reviews::was_escalated(tx, post.id, revision.content_hash).await?
        || was_escalated_there(tx, post, submitting.by, revision.content_hash).await?;
    let new = NewRevision {
        revision: &revision,
        comment_on: post.comment_on,
        title: prepared.title.as_ref(),
        summary: prepared.summary.as_ref(),
        source: &prepared.source,
        html: &prepared.rendered.html,
        language: prepared.language,
        authors: &post.authors,
        topics: &prepared.topics,
        links: &prepared.rendered.links,
        sanitiser_version: SANITISER_VERSION,
        screening: &prepared.screening,
        findings_shown: submitting.findings_shown,
        risks: triage.risks,
        submitted_by: submitting.by,
        submitted_at: ctx.now(),
    };
    revisions::insert(tx, &new).await?;
    let review = Review::open(
        ReviewId::from_uuid(new_id(ctx.now())),
        (post.id, revision.id, revision.content_hash),
        Subject {
            authors: post.authors.clone(),
            group: post.group,
            decided_before,
            escalated,
        },
        triage,
        before.waiting_since,
    );
    let review = co_authors::sent(tx, ctx, post, review).await?;
    reviews::insert(tx, &review, prepared.language, &prepared.topics).await?;
    Record::of("draft.submitted", post.id)
        .with("revision", revision.id)
        .with("review", review.id)
        .with("contentHash", revision.content_hash)
        .with("lane", triage.lane)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review).await?;
    Ok(Submitted {
        post: post.id,
        revision: revision.id,
        review: review.id,
    })
}

/// Whether it is a comment by somebody of whom another one there is with the safeguarding leads, or was just this: a new comment is no way back to the common queue. Of
/// readers without an account nobody can tell one from another.
async fn was_escalated_there(
    tx: &mut Tx,
    post: &Post,
    by: AccountId,
    hash: ContentHash,
) -> Result<bool, StorageError> {
    match post.comment_on {
        None => Ok(false),
        Some(on) if by == READERS => readers::was_escalated(tx, on.post, hash).await,
        Some(on) => comments::was_escalated(tx, (by, on.post), hash).await,
    }
}

/// Of those who decided before, the last first, as many as don't decide again.
fn last_of<'a>(all: impl Iterator<Item = &'a AccountId>) -> Vec<AccountId> {
    let mut last: Vec<AccountId> = Vec::new();
    for by in all {
        if !last.contains(by) {
            last.push(*by);
        }
    }
    last.truncate(Subject::MOST_DECIDED_BEFORE);
    last
}

/// What a submission takes over from the one that it replaces.
struct Replaced {
    /// Since when the post has been in line.
    waiting_since: Timestamp,
    /// Who had decided against what was read again.
    decided_before: Vec<AccountId>,
    /// Whether it was with the safeguarding leads.
    escalated: bool,
}

/// Closes the post's open review in favour of the one that follows.
async fn supersede_open(tx: &mut Tx, ctx: &Ctx, post: &Post) -> Result<Replaced, Internal> {
    let Some(review) = reviews::lock_open(tx, post.id).await? else {
        return Ok(Replaced {
            waiting_since: ctx.now(),
            decided_before: Vec::new(),
            escalated: false,
        });
    };
    let before = Replaced {
        waiting_since: review.in_line_since(ctx.now()),
        decided_before: review.subject.decided_before.clone(),
        escalated: review.subject.escalated,
    };
    let revision = revisions::get(tx, review.revision)
        .await?
        .ok_or(Internal::Contradiction("a review without its revision"))?
        .revision
        .supersede(ctx.now())
        .map_err(|_settled| Internal::Contradiction("an open review of a settled revision"))?;
    let review = review
        .supersede(ctx.now())
        .map_err(|_closed| Internal::Contradiction("an open review that is closed"))?;
    claims::end(tx, review.id, Ending::Closed, ctx.now()).await?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &review).await?;
    // Whoever was asked about it may not be asked about what follows.
    if !post.authors.co_authors().is_empty() {
        changes::review(tx, &review).await?;
    }
    Ok(before)
}
