//! Taking a submission back before a decision, also while somebody is reading it. The draft stays.

use domain::policy::Action;
use domain::post::Post;
use domain::{AccountId, ContentHash, PostId};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::{StorageError, Tx, posts, reviews, revisions, words};

use crate::changes;
use crate::co_authors::object;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// Which post's submission to take back.
#[derive(Debug, Clone, Copy, Hash)]
pub struct WithdrawSubmission {
    /// The post.
    pub post: PostId,
}

/// A submission that was taken back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why nothing was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawRefusal {
    /// The person may not, or there is no such post.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Nothing of this post waits for review.
    NothingWaits,
}

refusal!(WithdrawRefusal);

/// Takes the open submission of a post back.
pub async fn withdraw_submission(
    ctx: &Ctx,
    input: WithdrawSubmission,
    retry: Option<ClientMutationId>,
) -> Outcome<Withdrawn, WithdrawRefusal> {
    once(ctx, "withdrawSubmission", input, retry, |tx, ctx, input| {
        Box::pin(withdraw(tx, ctx, input))
    })
    .await
}

async fn withdraw(
    tx: &mut Tx,
    ctx: &Ctx,
    input: WithdrawSubmission,
) -> Outcome<Withdrawn, WithdrawRefusal> {
    let by = ctx.person::<WithdrawRefusal>()?.account;
    let Some(post) = posts::lock(tx, input.post).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<WithdrawRefusal>(&Action::WithdrawSubmission(&post.authors))?;
    if !take_back_by(tx, ctx, &post, by).await? {
        return Err(Failure::Refused(WithdrawRefusal::NothingWaits));
    }
    Ok(Withdrawn { post: post.id })
}

/// Takes back what waits of a post, for an author: for whoever writes it, or with a no for a co-author, who knows only of what they were asked about.
/// Tells whether there was anything. The post is locked by the caller.
pub(crate) async fn take_back_by(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    by: AccountId,
) -> Result<bool, Internal> {
    if post.authors.are_led_by(by) {
        return take_back(tx, ctx, post.id).await;
    }
    let Some(hash) = asked_about(tx, post, by).await? else {
        return Ok(false);
    };
    object(tx, ctx, post, (hash, by)).await?;
    Ok(true)
}

/// What waits, if a co-author was asked about it.
async fn asked_about(
    tx: &mut Tx,
    post: &Post,
    by: AccountId,
) -> Result<Option<ContentHash>, StorageError> {
    let Some(open) = reviews::open_of(tx, post.id).await? else {
        return Ok(None);
    };
    let hash = open.content_hash;
    let asked = words::word_of(tx, (post.id, hash, by)).await?;
    Ok(asked.map(|_asked| hash))
}

/// Takes the open submission of a post back, if there is one. The post is locked by the caller.
pub(crate) async fn take_back(tx: &mut Tx, ctx: &Ctx, post: PostId) -> Result<bool, Internal> {
    let Some(review) = reviews::lock_open(tx, post).await? else {
        return Ok(false);
    };
    let revision = revisions::get(tx, review.revision)
        .await?
        .ok_or(Internal::Contradiction("a review without its revision"))?
        .revision
        .withdraw(ctx.now())
        .map_err(|_settled| Internal::Contradiction("an open review of a settled revision"))?;
    let review = review
        .withdraw(ctx.now())
        .map_err(|_closed| Internal::Contradiction("an open review that is closed"))?;
    claims::end(tx, review.id, Ending::Closed, ctx.now()).await?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &review).await?;
    Record::of("submission.withdrawn", post)
        .with("revision", revision.id)
        .with("review", review.id)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review).await?;
    Ok(true)
}
