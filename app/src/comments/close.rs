//! Closing the comments of a post, and opening them. What was sent before is read all the same, and what is public stays.

use domain::PostId;
use domain::notification::NotificationKind;
use domain::policy::Action;
use domain::post::{Authors, ClosingReason, Closings, Post};
use domain::publication::Subject;
use serde::{Deserialize, Serialize};
use storage::{Tx, comments, posts, reviews};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// Whose comments to close, and why.
#[derive(Debug, Clone, Copy, Hash)]
pub struct CloseComments {
    /// The post.
    pub post: PostId,
    /// Why, where an adult closes them. An author needs no reason, and one that is given is not kept.
    pub reason: Option<ClosingReason>,
}

/// Whose comments to open.
#[derive(Debug, Clone, Copy, Hash)]
pub struct OpenComments {
    /// The post.
    pub post: PostId,
}

/// The comments of a post are closed or open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CommentsSet {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why comments were not closed.
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
}

refusal!(CloseRefusal);

/// Why comments were not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenRefusal {
    /// The person may not, or nothing of such a post is public.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Nothing of the author's own post is public.
    NotPublished,
    /// An adult closed them, and an author would open them.
    ClosedByAdult,
    /// An author closed them, and an adult would open them.
    ClosedByAuthor,
}

refusal!(OpenRefusal);

/// Closes the comments of a post.
pub async fn close_comments(
    ctx: &Ctx,
    input: CloseComments,
    retry: Option<ClientMutationId>,
) -> Outcome<CommentsSet, CloseRefusal> {
    once(ctx, "closeComments", input, retry, |tx, ctx, input| {
        Box::pin(close(tx, ctx, input))
    })
    .await
}

/// Opens the comments of a post, as far as it is for the person to do so.
pub async fn open_comments(
    ctx: &Ctx,
    input: OpenComments,
    retry: Option<ClientMutationId>,
) -> Outcome<CommentsSet, OpenRefusal> {
    once(ctx, "openComments", input, retry, |tx, ctx, input| {
        Box::pin(open(tx, ctx, input))
    })
    .await
}

async fn close(tx: &mut Tx, ctx: &Ctx, input: CloseComments) -> Outcome<CommentsSet, CloseRefusal> {
    let by = ctx.person::<CloseRefusal>()?.account;
    let Found { post, subject } =
        found(tx, ctx, input.post, |it| Action::UnpublishPost(it)).await?;
    let Some(subject) = subject else {
        return Err(Failure::Refused(CloseRefusal::NotPublished));
    };
    ctx.may::<CloseRefusal>(&Action::CloseComments(&subject))?;
    let before = comments::closings(tx, post.id).await?;
    let after = match input.reason {
        _ if post.authors.include(by) => Closings {
            by_author: true,
            ..before
        },
        Some(reason) => Closings {
            by_adult: Some(reason),
            ..before
        },
        None => return Err(Failure::Refused(CloseRefusal::NoReason)),
    };
    store(tx, ctx, &post, (before, after)).await?;
    Ok(CommentsSet { post: post.id })
}

async fn open(tx: &mut Tx, ctx: &Ctx, input: OpenComments) -> Outcome<CommentsSet, OpenRefusal> {
    let by = ctx.person::<OpenRefusal>()?.account;
    let Found { post, subject } = found(tx, ctx, input.post, |it| Action::SaveDraft(it)).await?;
    let Some(subject) = subject else {
        return Err(Failure::Refused(OpenRefusal::NotPublished));
    };
    ctx.may::<OpenRefusal>(&Action::OpenComments(&subject))?;
    let before = comments::closings(tx, post.id).await?;
    let after = match (post.authors.include(by), before) {
        (
            true,
            Closings {
                by_author: false,
                by_adult: Some(_),
            },
        ) => return Err(Failure::Refused(OpenRefusal::ClosedByAdult)),
        (
            false,
            Closings {
                by_author: true,
                by_adult: None,
            },
        ) => return Err(Failure::Refused(OpenRefusal::ClosedByAuthor)),
        (true, before) => Closings {
            by_author: false,
            ..before
        },
        (false, before) => Closings {
            by_adult: None,
            ..before
        },
    };
    store(tx, ctx, &post, (before, after)).await?;
    Ok(CommentsSet { post: post.id })
}

async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    (before, after): (Closings, Closings),
) -> Result<(), Internal> {
    if before == after {
        return Ok(());
    }
    comments::store_closings(tx, post.id, after).await?;
    tx.move_epoch();
    Record::of("comments.closings", post.id)
        .with("byAuthor", after.by_author)
        .with("byAdult", after.by_adult.map_or("", name))
        .store(tx, ctx)
        .await?;
    changes::published(tx, post.id);
    changes::draft(tx, post);
    if before.by_adult.is_none() && after.by_adult.is_some() {
        let authors = (post.id, post.authors.as_slice());
        notifications::authors(tx, ctx, authors, NotificationKind::CommentsClosed).await?;
    }
    Ok(())
}

const fn name(reason: ClosingReason) -> &'static str {
    match reason {
        ClosingReason::Unkind => "unkind",
        ClosingReason::Protecting => "protecting",
        ClosingReason::OffTopic => "off-topic",
    }
}

/// A post, locked from here on, with what a review of what is public of it was about, if anything is.
struct Found {
    post: Post,
    subject: Option<Subject>,
}

/// The post; who is no author of it learns of it only while it is public. Otherwise its author is told so, who may do `as_author`.
async fn found<R>(
    tx: &mut Tx,
    ctx: &Ctx,
    id: PostId,
    as_author: for<'a> fn(&'a Authors) -> Action<'a>,
) -> Outcome<Found, R>
where
    R: From<Barred>,
{
    let not_found = || Failure::<R>::refused(Barred::NotFound);
    let post = posts::lock(tx, id).await?.ok_or_else(not_found)?;
    if post.comment_on.is_some() {
        return Err(not_found());
    }
    let Some(shown) = post.published() else {
        ctx.may::<R>(&as_author(&post.authors))?;
        return Ok(Found {
            post,
            subject: None,
        });
    };
    let review = reviews::of_revision(tx, shown.revision)
        .await?
        .ok_or(Internal::Contradiction(
            "a public revision that nobody read",
        ))?;
    Ok(Found {
        post,
        subject: Some(review.subject),
    })
}
