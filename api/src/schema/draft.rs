//! What authors see of their own posts and comments.

use app::read::{DraftKind, DraftView};
use async_graphql::{Context, ID, Object, Result};
use domain::PostId;
use domain::text::{Body, Summary, Title};

use super::comment::{Comment, CommentPlace};
use super::connection::{Page, connection};
use super::enums::Language;
use super::person::Topic;
use super::post::{Post, topics_of};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::statement::Statement;
use super::submission::Submission;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// A draft.
pub(crate) struct Draft(DraftView);

impl From<DraftView> for Draft {
    fn from(view: DraftView) -> Self {
        Self(view)
    }
}

/// The authors' working copy of a post, or of a comment. Nobody else can read it; what is public changes only when adults approve.
#[Object(serial)]
impl Draft {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Draft, self.0.draft.post)
    }

    /// Counts the savings. Send it back with the next one, so that nobody overwrites what they did not see.
    async fn version(&self) -> i64 {
        self.0.draft.version.number()
    }

    /// When it was last saved.
    async fn saved_at(&self) -> DateTime {
        DateTime(self.0.draft.saved_at)
    }

    /// The headline, if there is one yet; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.0.draft.text.title.as_ref().map(Title::as_str)
    }

    /// One or two sentences for lists, if there are some yet.
    async fn summary(&self) -> Option<&str> {
        self.0.draft.text.summary.as_ref().map(Summary::as_str)
    }

    /// The text as Markdown, if there is one yet.
    async fn body(&self) -> Option<&str> {
        self.0.draft.text.body.as_ref().map(Body::as_str)
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        self.0.draft.text.language.into()
    }

    /// The topics it should be listed under.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, &self.0.draft.text.topics).await
    }

    /// The newest submission, if there was one.
    async fn submission(&self) -> Option<Submission> {
        self.0.submission.clone().map(Submission::from)
    }

    /// Everything that was submitted so far, the newest first, 50 at most: what became of each, and what adults decided and said. Why something was taken down is in
    /// `statements`.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn submissions(&self, ctx: &Context<'_>) -> Result<Vec<Submission>> {
        let post = self.0.draft.post;
        let all = app::read::submissions_of(ctx.app()?, post).await;
        Ok(all
            .or_masked(ctx)?
            .into_iter()
            .map(Submission::from)
            .collect())
    }

    /// What adults said against this post so far, the newest first, 50 at most: also of what came before the newest submission.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<Statement>> {
        let post = self.0.draft.post;
        let said = app::read::statements_on(ctx.app()?, post, true).await;
        Ok(said.or_masked(ctx)?.iter().map(Statement::from).collect())
    }

    /// When what was approved is to be public, if it waits for its time. `unpublishPost` takes it back.
    async fn publish_at(&self) -> Option<DateTime> {
        self.0.publish_at.map(DateTime)
    }

    /// What is public of this post, if anything is; null for a comment.
    async fn post(&self) -> Option<Post> {
        self.0.published.clone().map(Post::from)
    }

    /// What it is said to, where it is a comment; null for a post.
    async fn comment_on(&self) -> Option<CommentPlace> {
        self.0.draft.comment_on?;
        Some(CommentPlace {
            post: self.0.commented.clone().map(Post::from),
            reply_to: self.0.answered.clone().map(Comment::from),
        })
    }

    /// What is public of this comment, if anything is; null for a post.
    async fn comment(&self) -> Option<Comment> {
        self.0.comment.clone().map(Comment::from)
    }
}

/// The name of the list that cursors of drafts belong to.
const DRAFTS: &str = "drafts";

connection! {
    /// A page of your drafts, or of your comments, the newest first.
    DraftConnection,
    /// A draft with its place in the list.
    DraftEdge of Draft in DRAFTS
}

/// A page of what the viewer writes of one kind.
pub(crate) async fn page(
    ctx: &Context<'_>,
    kind: DraftKind,
    page: Page<'_>,
) -> Result<DraftConnection> {
    let sealer = &ctx.shared()?.sealer;
    let refused = || bad_input("This cursor belongs to no list of drafts.");
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let place = sealer.open_cursor(DRAFTS, cursor).ok_or_else(refused)?;
            let post = uuid::Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(PostId::from_uuid(post))
        }
    };
    let rows = app::read::drafts(ctx.app()?, kind, from, page.direction, page.rows()).await;
    let mut rows = rows.or_masked(ctx)?;
    let ends = page.arrange(&mut rows);
    let items = rows
        .into_iter()
        .map(|view| {
            let place = view.draft.post.as_uuid().as_bytes().to_vec();
            (place, Draft::from(view))
        })
        .collect();
    Ok(DraftConnection::new(items, ends))
}
