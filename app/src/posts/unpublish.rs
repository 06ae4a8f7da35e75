//! Taking down what is public, at an author's wish; what waits for review or for its time is taken back with it. The draft stays; the
//! address stays reserved.

use domain::policy::Action;
use domain::post::Post;
use domain::{Language, PostId};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Tx, posts};

use crate::drafts::{take_back, take_back_by};
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::posts::cancel_scheduled;
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// Which post to take down.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Unpublish {
    /// The post.
    pub post: PostId,
}

/// A post that was taken down.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unpublished {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why nothing was taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnpublishRefusal {
    /// The person may not, or there is no such post.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Nothing of this post is public, or will be.
    NotPublished,
}

refusal!(UnpublishRefusal);

/// Takes a post down.
pub async fn unpublish_post(
    ctx: &Ctx,
    input: Unpublish,
    retry: Option<ClientMutationId>,
) -> Outcome<Unpublished, UnpublishRefusal> {
    once(ctx, "unpublishPost", input, retry, |tx, ctx, input| {
        Box::pin(unpublish(tx, ctx, input))
    })
    .await
}

/// Takes down what is public of a post, and takes back what waits, whoever asked for it. The post is locked by the
/// caller.
pub(crate) async fn take_down(tx: &mut Tx, ctx: &Ctx, id: PostId) -> Result<(), Internal> {
    let post = posts::lock(tx, id)
        .await?
        .ok_or(Internal::Contradiction("a post that is not there"))?;
    let was_scheduled = cancel_scheduled(tx, ctx, id).await?;
    take_back(tx, ctx, id).await?;
    let Ok(post) = post.clone().unpublish() else {
        if was_scheduled {
            changes::draft(tx, &post);
        }
        return Ok(());
    };
    store(tx, ctx, &post).await
}

/// Stores that nothing of a post is public any more, at an author's wish.
async fn store(tx: &mut Tx, ctx: &Ctx, post: &Post) -> Result<(), Internal> {
    hide(tx, post).await?;
    Record::of("post.unpublished", post.id)
        .store(tx, ctx)
        .await?;
    Ok(())
}

/// Stores that nothing of a post is public any more, and tells everybody.
pub(crate) async fn hide(tx: &mut Tx, post: &Post) -> Result<(), StorageError> {
    // Without a pointer no language and no topic is listed.
    posts::store_publication(tx, post, Language::Spanish, &[]).await?;
    notifications::take_back(tx, post).await?;
    changes::published(tx, post.id);
    changes::draft(tx, post);
    Ok(())
}

async fn unpublish(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Unpublish,
) -> Outcome<Unpublished, UnpublishRefusal> {
    let by = ctx.person::<UnpublishRefusal>()?.account;
    let Some(post) = posts::lock(tx, input.post).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<UnpublishRefusal>(&Action::UnpublishPost(&post.authors))?;
    let was_scheduled = cancel_scheduled(tx, ctx, post.id).await?;
    match post.clone().unpublish() {
        Ok(hidden) => {
            // What waits would bring it back.
            take_back_by(tx, ctx, &post, by).await?;
            store(tx, ctx, &hidden).await?;
        }
        Err(_nothing_public) if was_scheduled => {
            take_back_by(tx, ctx, &post, by).await?;
            changes::draft(tx, &post);
        }
        Err(_nothing_public) => return Err(Failure::Refused(UnpublishRefusal::NotPublished)),
    }
    Ok(Unpublished { post: post.id })
}
