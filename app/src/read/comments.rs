//! What everybody may read under a post, and what those who review a comment see of what it is said to.

use domain::policy::Action;
use domain::post::{CommentOn, CommentsClosed};
use domain::{AccountId, PostId};
use moderation::review::Review;
use storage::comments::{self, PublicComment};
use storage::feed::{self, PublicPost};
use storage::silences::{self, Silenced};
use storage::{Direction, StorageError, Tx, posts};

use crate::{Ctx, Internal};

/// Up to `limit` comments on a post from a place on. Whom somebody silenced is not there for them.
pub async fn comments_on(
    ctx: &Ctx,
    post: PostId,
    from: Option<Vec<u8>>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicComment>, Internal> {
    let asking = ctx.actor().account();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(comments::page(tx, (post, asking), from, direction, limit).await?)
    })
    .await
}

/// A comment, if it is public and whoever asks did not silence its author.
pub async fn comment(ctx: &Ctx, id: PostId) -> Result<Option<PublicComment>, Internal> {
    let asking = ctx.actor().account();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(comments::get(tx, id, asking).await?))
        .await
}

/// Those of the comments that are public and not of somebody whom whoever asks silenced, in no particular order.
pub async fn comments_by_ids(ctx: &Ctx, ids: Vec<PostId>) -> Result<Vec<PublicComment>, Internal> {
    let asking = ctx.actor().account();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(
        async move |tx: &mut Tx| Ok(comments::by_ids(tx, &ids, asking).await?),
    )
    .await
}

/// How many comments there are on each of some posts, for whoever asks; posts that have none are left out.
pub async fn comment_counts(ctx: &Ctx, of: Vec<PostId>) -> Result<Vec<(PostId, i64)>, Internal> {
    let asking = ctx.actor().account();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(comments::count_of(tx, &of, asking).await?)
    })
    .await
}

/// Whom the signed-in correspondent keeps away, the newest first; nobody for others.
pub async fn silenced(ctx: &Ctx) -> Result<Vec<Silenced>, Internal> {
    let Some(account) = ctx.actor().account() else {
        return Ok(Vec::new());
    };
    if !ctx.is_allowed(&Action::Silence) {
        return Ok(Vec::new());
    }
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(silences::of(tx, account).await?))
        .await
}

/// What a comment is said to, as those who review it see that.
#[derive(Debug, Clone)]
pub struct CommentContext {
    /// The post, if it is still public.
    pub post: Option<PublicPost>,
    /// The comment that it answers, if there is one and it is still public.
    pub answered: Option<PublicComment>,
    /// Who closed the comments since, if somebody did.
    pub closed: Option<CommentsClosed>,
    /// Whether somebody whom it speaks to blocked its author.
    pub is_blocked: bool,
}

/// What a review is about, if it is a comment.
pub(super) async fn context(
    tx: &mut Tx,
    review: &Review,
) -> Result<Option<CommentContext>, StorageError> {
    let Some(on) = posts::comment_on_of(tx, review.post).await? else {
        return Ok(None);
    };
    let answered = match on.reply_to {
        Some(answered) => comments::get(tx, answered, None).await?,
        None => None,
    };
    let mut blocked = false;
    let spoken_to = spoken_to(tx, on).await?;
    for author in review.subject.authors.as_slice() {
        blocked = blocked || silences::blocks(tx, &spoken_to, *author).await?;
    }
    Ok(Some(CommentContext {
        post: feed::by_ids(tx, &[on.post]).await?.pop(),
        answered,
        closed: comments::closed(tx, on.post).await?,
        is_blocked: blocked,
    }))
}

/// The authors of the post and of the comment that is answered.
async fn spoken_to(tx: &mut Tx, on: CommentOn) -> Result<Vec<AccountId>, StorageError> {
    let mut all = posts::authors(tx, on.post).await?.as_slice().to_vec();
    if let Some(answered) = on.reply_to {
        all.extend_from_slice(posts::authors(tx, answered).await?.as_slice());
    }
    Ok(all)
}
