//! What everybody may read under a post, and what a comment is said to. A [`Comment`] can only be made of a published one.

use std::collections::BTreeSet;

use app::read::{CommentContext, PublicComment, PublicPost, Silenced as Kept};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::PostId;
use tokio::sync::OnceCell;

use super::connection::{Page, connection};
use super::enums::{CommentsClosed, Language, Silence};
use super::person::{Correspondent, Group};
use super::post::{Post, asks_for, moved};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::{Date, DateTime};
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// A published comment.
pub(crate) struct Comment {
    shown: PublicComment,
    answered: OnceCell<Option<PublicComment>>,
    post: OnceCell<PublicPost>,
}

impl From<PublicComment> for Comment {
    fn from(shown: PublicComment) -> Self {
        Self {
            shown,
            answered: OnceCell::new(),
            post: OnceCell::new(),
        }
    }
}

/// A comment on a post, or an answer to one: exactly the bytes that adults approved. Nothing else is ever a `Comment`, and none is there whose post is not.
#[Object(serial)]
impl Comment {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Comment, *self.shown.id())
    }

    /// The text as HTML with an allow list of elements. Safe to insert into a page as it is.
    async fn html(&self) -> &str {
        self.shown.html().as_str()
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        (*self.shown.language()).into()
    }

    /// The correspondent who wrote it; null where a reader without an account did.
    async fn author(&self) -> Option<Correspondent> {
        let (author, _) = self.shown.by().as_ref()?;
        Some(author.clone().into())
    }

    /// The group of the correspondent who wrote it; null where a reader without an account did.
    async fn group(&self) -> Option<Group> {
        let (_, group) = self.shown.by().as_ref()?;
        Some(group.clone().into())
    }

    /// The post that it is about.
    #[graphql(complexity = "5 + child_complexity")]
    async fn post(&self, ctx: &Context<'_>) -> Result<Post> {
        let load = async || {
            let found = app::read::posts_by_ids(ctx.app()?, vec![self.shown.on().post]).await;
            // It was taken down since the comment was read.
            found.or_masked(ctx)?.pop().ok_or_else(|| moved(ctx))
        };
        let post = self.post.get_or_try_init(load).await?;
        Ok(post.clone().into())
    }

    /// The comment that it answers, where it is an answer.
    #[graphql(complexity = "5 + child_complexity")]
    async fn reply_to(&self, ctx: &Context<'_>) -> Result<Option<Self>> {
        let load = async || match self.shown.on().reply_to {
            Some(answered) => app::read::comment(ctx.app()?, answered)
                .await
                .or_masked(ctx),
            None => Ok(None),
        };
        let answered = self.answered.get_or_try_init(load).await?;
        // It stands under the same post.
        Ok(answered.clone().map(|shown| Self {
            post: OnceCell::new_with(self.post.get().cloned()),
            ..Self::from(shown)
        }))
    }

    /// The day on which it was first published.
    async fn published_on(&self) -> Date {
        Date(*self.shown.published_on())
    }

    /// The day of the last change of what is public, if it changed.
    async fn revised_on(&self) -> Option<Date> {
        self.shown.revised_on().map(Date)
    }

    /// SHA-256 of everything that is shown, in hexadecimal: what adults approved is what you read.
    async fn content_hash(&self) -> String {
        self.shown.content_hash().to_string()
    }
}

/// The public comment with this id, for whoever asks.
pub(crate) async fn comment(ctx: &Context<'_>, id: PostId) -> Result<Option<Comment>> {
    let found = app::read::comment(ctx.app()?, id).await.or_masked(ctx)?;
    Ok(found.map(Comment::from))
}

connection! {
    /// A page of the comments on a post, the oldest day first; the order inside a day is random and stays the same, and answers come after the comment
    /// that they answer.
    CommentConnection,
    /// A comment with its place in the list.
    CommentEdge of Comment in LIST
}

/// The name of the list that cursors of comments belong to.
const LIST: &str = "comments";

/// A page of the comments on a post.
pub(crate) async fn comments_on(
    ctx: &Context<'_>,
    post: &PublicPost,
    page: Page<'_>,
) -> Result<CommentConnection> {
    let sealer = &ctx.shared()?.sealer;
    let from = page.from.map(|cursor| {
        let place = sealer.open_cursor(LIST, cursor);
        place.ok_or_else(|| bad_input("This cursor belongs to no list of comments."))
    });
    let (from, direction) = (from.transpose()?, page.direction);
    let rows = app::read::comments_on(ctx.app()?, *post.id(), from, direction, page.rows()).await;
    let mut rows = rows.or_masked(ctx)?;
    let ends = page.arrange(&mut rows);
    let of_post = |shown| Comment {
        post: OnceCell::new_with(Some(post.clone())),
        ..Comment::from(shown)
    };
    let comments: Vec<Comment> = rows.into_iter().map(of_post).collect();
    if asks_for(ctx, "replyTo") {
        know_answered(ctx, &comments).await?;
    }
    let items = comments
        .into_iter()
        .map(|comment| (comment.shown.place().clone(), comment))
        .collect();
    Ok(CommentConnection::new(items, ends))
}

/// Reads at once what the comments of a page answer.
async fn know_answered(ctx: &Context<'_>, page: &[Comment]) -> Result<()> {
    let answers = page.iter().filter_map(|it| it.shown.on().reply_to);
    let answered: BTreeSet<PostId> = answers.collect();
    if answered.is_empty() {
        return Ok(());
    }
    let answered = answered.into_iter().collect();
    let found = app::read::comments_by_ids(ctx.app()?, answered).await;
    let found = found.or_masked(ctx)?;
    for comment in page {
        let answered = comment.shown.on().reply_to;
        let answered = found.iter().find(|it| Some(*it.id()) == answered);
        comment
            .answered
            .get_or_init(async || answered.cloned())
            .await;
    }
    Ok(())
}

/// What a comment of yours is said to.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentPlace {
    /// The post, if it is still public.
    pub(super) post: Option<Post>,
    /// The comment that it answers, if it is an answer and that is still public.
    pub(super) reply_to: Option<Comment>,
}

/// What the comment under review is said to.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentForReview {
    /// The post, if it is still public.
    post: Option<Post>,
    /// Whether it is an answer to another comment.
    is_answer: bool,
    /// That comment, if it is still public. What answers one that is not can't be approved meanwhile.
    reply_to: Option<Comment>,
    /// Who closed the comments of the post since it was sent, if somebody did.
    comments_closed: Option<CommentsClosed>,
    /// Whether somebody whom it speaks to, an author of the post or of the comment that it answers, blocked its author. Don't tell the author. Never for whoever is related to those who are spoken to.
    is_author_blocked: bool,
}

impl From<&CommentContext> for CommentForReview {
    fn from(context: &CommentContext) -> Self {
        Self {
            post: context.post.clone().map(Post::from),
            is_answer: context.is_answer,
            reply_to: context.answered.clone().map(Comment::from),
            comments_closed: CommentsClosed::of(context.closings),
            is_author_blocked: context.is_blocked,
        }
    }
}

/// A correspondent whose comments you don't see.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Silenced {
    /// Who it is. They are not told.
    correspondent: Correspondent,
    /// How you keep them away.
    silence: Silence,
    /// Since when.
    since: DateTime,
}

impl From<Kept> for Silenced {
    fn from(kept: Kept) -> Self {
        Self {
            correspondent: kept.other.into(),
            silence: kept.silence.into(),
            since: DateTime(kept.since),
        }
    }
}
