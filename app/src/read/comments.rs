//! What everybody may read under a post, and what those who review a comment see of what it is said to.

use domain::PostId;
use domain::policy::Action;
use domain::post::{Closings, CommentOn};
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
    /// Whether it answers another comment.
    pub is_answer: bool,
    /// That comment, if it is still public.
    pub answered: Option<PublicComment>,
    /// Who closed the comments since.
    pub closings: Closings,
    /// Whether somebody whom it speaks to blocked its author; never for who is related to them.
    pub is_blocked: bool,
}

/// What a review is about, if it is a comment.
pub(super) async fn context(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
) -> Result<Option<CommentContext>, StorageError> {
    let Some(on) = posts::comment_on_of(tx, review.post).await? else {
        return Ok(None);
    };
    let answered = match on.reply_to {
        Some(answered) => comments::get(tx, answered, None).await?,
        None => None,
    };
    Ok(Some(CommentContext {
        post: feed::by_ids(tx, &[on.post]).await?.pop(),
        is_answer: on.reply_to.is_some(),
        answered,
        closings: comments::closings(tx, on.post).await?,
        is_blocked: is_blocked(tx, ctx, review, on).await?,
    }))
}

/// Whether an author of what is spoken to blocked who speaks. Whom somebody blocks is nothing for their guides, guardians and themselves to find here.
async fn is_blocked(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
    on: CommentOn,
) -> Result<bool, StorageError> {
    let Some(person) = ctx.actor().person() else {
        return Ok(false);
    };
    for spoken_to in [Some(on.post), on.reply_to].into_iter().flatten() {
        let Some((authors, group)) = posts::written_by(tx, spoken_to).await? else {
            continue;
        };
        let is_related = authors.include(person.account)
            || person.guides.contains(&group)
            || person.group == Some(group)
            || person.wards.iter().any(|ward| authors.include(*ward));
        if is_related {
            continue;
        }
        for author in review.subject.authors.as_slice() {
            if silences::blocks(tx, authors.as_slice(), *author).await? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
