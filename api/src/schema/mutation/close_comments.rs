//! `closeComments` and `openComments`: whether anything more is said to a post.

use app::comments::{self, CloseRefusal, OpenRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable, opened, told, valid};
use crate::schema::enums::CommentsClosedReason;
use crate::schema::errors::{
    ClientMutationIdReusedError, CommentsClosedByAdultError, CommentsClosedByAuthorError,
    InvalidInputError, NotAllowedError, NotFoundError, NotPublishedError, Stopped,
};
use crate::schema::input::{retry_id, unusable};
use crate::schema::post::{Post, post_of};
use crate::schema::request::Parts as _;
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct CloseComments;

/// Whose comments to close.
#[derive(InputObject)]
struct CloseCommentsInput {
    /// The post.
    post: ID,
    /// Why; needed unless you are an author of the post, of whom none is kept. Everybody reads it.
    reason: Option<CommentsClosedReason>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Whose comments to open.
#[derive(InputObject)]
struct OpenCommentsInput {
    /// The post.
    post: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Nobody comments on the post any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentsNowClosed {
    /// The post.
    post: Option<Post>,
}

/// Your side does not close them any more. `commentsClosed` says whether the other one does.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentsNowOpen {
    /// The post.
    post: Option<Post>,
}

/// How `closeComments` ended.
#[derive(Union)]
pub(crate) enum CloseCommentsPayload {
    /// They are closed.
    Closed(Box<CommentsNowClosed>),
    /// A part of the input can't be read, or the reason is missing.
    InvalidInput(InvalidInputError),
    /// There is no such post.
    NotFound(NotFoundError),
    /// Nothing of your post is public.
    NotPublished(NotPublishedError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `openComments` ended.
#[derive(Union)]
pub(crate) enum OpenCommentsPayload {
    /// Your side does not close them.
    Opened(Box<CommentsNowOpen>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such post.
    NotFound(NotFoundError),
    /// Nothing of your post is public.
    NotPublished(NotPublishedError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// An adult closed them, and you are an author.
    ByAdult(CommentsClosedByAdultError),
    /// An author closed them, and you are not.
    ByAuthor(CommentsClosedByAuthorError),
}

#[Object(serial)]
impl CloseComments {
    /// Closes the comments of a post: an author of it, or a moderator with a reason. What is public stays, and what was sent before is still read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn close_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose comments to close.")] input: CloseCommentsInput,
    ) -> Result<CloseCommentsPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let close = comments::CloseComments {
            post: opened!(ctx, Post, &input.post),
            reason: input.reason.map(Into::into),
        };
        let outcome = comments::close_comments(ctx.app()?, close, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(closed) => CloseCommentsPayload::Closed(Box::new(CommentsNowClosed {
                post: post_of(ctx, closed.post).await?,
            })),
            Err(CloseRefusal::NoReason) => unusable(say, "reason", "comments-reason-needed").into(),
            Err(CloseRefusal::NotPublished) => NotPublishedError::new(say).into(),
            Err(CloseRefusal::Barred(barred)) => barred_as(say, barred),
            Err(CloseRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }

    /// Opens the comments of a post: its authors where they closed them, moderators where one did.
    #[graphql(complexity = "10 + child_complexity")]
    async fn open_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose comments to open.")] input: OpenCommentsInput,
    ) -> Result<OpenCommentsPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let open = comments::OpenComments {
            post: opened!(ctx, Post, &input.post),
        };
        let outcome = comments::open_comments(ctx.app()?, open, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => OpenCommentsPayload::Opened(Box::new(CommentsNowOpen {
                post: post_of(ctx, opened.post).await?,
            })),
            Err(OpenRefusal::ClosedByAdult) => CommentsClosedByAdultError::new(say).into(),
            Err(OpenRefusal::ClosedByAuthor) => CommentsClosedByAuthorError::new(say).into(),
            Err(OpenRefusal::NotPublished) => NotPublishedError::new(say).into(),
            Err(OpenRefusal::Barred(barred)) => barred_as(say, barred),
            Err(OpenRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }
}

fn barred_as<P: Stoppable>(say: Say<'_>, barred: app::Barred) -> P {
    P::stopped(Stopped::new(say, barred))
}
