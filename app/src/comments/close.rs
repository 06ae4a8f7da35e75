//! Closing the comments of a post, and opening them. What was sent before is read all the same, and what is public stays.

use domain::PostId;
use domain::policy::Action;
use domain::post::{CommentsClosed, Post};
use serde::{Deserialize, Serialize};
use storage::{Tx, comments, posts, reviews};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, changes};

/// Whose comments to close, or to open.
#[derive(Debug, Clone, Copy, Hash)]
pub struct CloseComments {
    /// The post.
    pub post: PostId,
    /// Why, where an adult closes them; nothing where an author does.
    pub closed: Option<CommentsClosed>,
    /// Whether they are to be open.
    pub open: bool,
}

/// The comments of a post are closed or open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Closed {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseRefusal {
    /// The person may not, or nothing of such a post is public.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Nothing of the author's own post is public.
    NotPublished,
    /// An adult says why.
    NoReason,
    /// The other side closed them: authors what adults did, or adults what authors did.
    ByOthers,
}

refusal!(CloseRefusal);

/// Closes the comments of a post, or opens them.
pub async fn close_comments(
    ctx: &Ctx,
    input: CloseComments,
    retry: Option<ClientMutationId>,
) -> Outcome<Closed, CloseRefusal> {
    let operation = if input.open {
        "openComments"
    } else {
        "closeComments"
    };
    once(ctx, operation, input, retry, |tx, ctx, input| {
        Box::pin(close(tx, ctx, input))
    })
    .await
}

async fn close(tx: &mut Tx, ctx: &Ctx, input: CloseComments) -> Outcome<Closed, CloseRefusal> {
    let by = ctx.person::<CloseRefusal>()?.account;
    let post = public(tx, ctx, input.post).await?;
    let is_author = post.authors.include(by);
    let now = comments::closed(tx, post.id).await?;
    let new = match (input.open, is_author, input.closed) {
        (true, _, _) => None,
        (false, true, _) => Some(CommentsClosed::ByAuthor),
        (false, false, Some(why)) if why.is_by_adult() => Some(why),
        (false, false, _) => return Err(Failure::Refused(CloseRefusal::NoReason)),
    };
    let stays = match now {
        // What an adult closed is closed for the author too.
        Some(now) if is_author && now.is_by_adult() => {
            if input.open {
                return Err(Failure::Refused(CloseRefusal::ByOthers));
            }
            true
        }
        Some(CommentsClosed::ByAuthor) if !is_author && input.open => {
            return Err(Failure::Refused(CloseRefusal::ByOthers));
        }
        now => now == new,
    };
    if !stays {
        comments::close(tx, post.id, new).await?;
        posts::move_epoch(tx).await?;
        let what = if new.is_some() {
            "comments.closed"
        } else {
            "comments.opened"
        };
        Record::of(what, post.id)
            .with("why", new.map_or("", why))
            .store(tx, ctx)
            .await?;
        changes::published(tx, post.id);
        changes::draft(tx, &post);
    }
    Ok(Closed { post: post.id })
}

const fn why(closed: CommentsClosed) -> &'static str {
    match closed {
        CommentsClosed::ByAuthor => "by-author",
        CommentsClosed::Unkind => "unkind",
        CommentsClosed::Protecting => "protecting",
        CommentsClosed::OffTopic => "off-topic",
    }
}

/// A post that is public, for whoever may close its comments. It is locked from here on.
async fn public(tx: &mut Tx, ctx: &Ctx, id: PostId) -> Outcome<Post, CloseRefusal> {
    let not_found = || Failure::<CloseRefusal>::refused(Barred::NotFound);
    let post = posts::lock(tx, id).await?.ok_or_else(not_found)?;
    if post.comment_on.is_some() {
        return Err(not_found());
    }
    let Some(shown) = post.published() else {
        ctx.may::<CloseRefusal>(&Action::UnpublishPost(&post.authors))?;
        return Err(Failure::Refused(CloseRefusal::NotPublished));
    };
    let review = reviews::of_revision(tx, shown.revision)
        .await?
        .ok_or(Internal::Contradiction(
            "a public revision that nobody read",
        ))?;
    ctx.may::<CloseRefusal>(&Action::CloseComments(&review.subject))?;
    Ok(post)
}
