//! What authors see of their own posts and comments.

use app::read::{CoAuthor as Together, DraftKind, DraftView, Known, SubmissionState};
use async_graphql::{Context, ID, Object, Result};
use domain::PostId;
use domain::text::{Body, Summary, Title};
use tokio::sync::OnceCell;

use super::co_author::{CoAuthor, PossibleCoAuthor};
use super::comment::{Comment, CommentPlace};
use super::connection::{Page, connection};
use super::enums::Language;
use super::person::Topic;
use super::post::{Post, asks_for, topics_of};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::statement::Statement;
use super::submission::Submission;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// A draft.
pub(crate) struct Draft {
    view: DraftView,
    co_authors: OnceCell<Vec<Together>>,
}

impl From<DraftView> for Draft {
    fn from(view: DraftView) -> Self {
        Self {
            view,
            co_authors: OnceCell::new(),
        }
    }
}

impl Draft {
    /// Who writes it together.
    async fn authors(&self, ctx: &Context<'_>) -> Result<&[Together]> {
        let load = async || {
            let found = app::read::co_authors(ctx.app()?, vec![self.view.draft.post]).await;
            found.or_masked(ctx)
        };
        Ok(self.co_authors.get_or_try_init(load).await?)
    }
}

/// The working copy of a post, or of a comment. Nobody but who writes it can read it; co-authors read what was sent of it, and give their word. What is public
/// changes only when adults approve.
#[Object(serial)]
impl Draft {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Draft, self.view.draft.post)
    }

    /// Counts the savings. Send it back with the next one, so that nobody overwrites what they did not see.
    async fn version(&self) -> i64 {
        self.view.draft.version.number()
    }

    /// When it was last saved; for a co-author when what they read was sent.
    async fn saved_at(&self) -> DateTime {
        DateTime(self.view.draft.saved_at)
    }

    /// The headline, if there is one yet; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.view.draft.text.title.as_ref().map(Title::as_str)
    }

    /// One or two sentences for lists, if there are some yet.
    async fn summary(&self) -> Option<&str> {
        self.view.draft.text.summary.as_ref().map(Summary::as_str)
    }

    /// The text as Markdown, if there is one yet.
    async fn body(&self) -> Option<&str> {
        self.view.draft.text.body.as_ref().map(Body::as_str)
    }

    /// How the text would appear, if there is one that can be shown. Safe to insert into a page as it is. Nothing is screened by that: `checkDraft` does.
    #[graphql(complexity = 5)]
    async fn html(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(body) = self.view.draft.text.body.as_ref() else {
            return Ok(None);
        };
        let html = app::drafts::preview(ctx.app()?, body)
            .await
            .or_masked(ctx)?;
        Ok(html.map(|html| html.as_str().to_owned()))
    }

    /// Whether you write it. A co-author reads here what was last sent, once they are asked for their word.
    async fn you_write(&self) -> bool {
        self.view.writes
    }

    /// Who writes it together, whoever holds the pen first; and whom you invited, if you write it.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn co_authors(&self, ctx: &Context<'_>) -> Result<Vec<CoAuthor>> {
        let sent = self.view.submission.as_ref().map(|it| it.content_hash);
        let me = ctx.app()?.actor().account();
        let all = self.authors(ctx).await?.iter();
        Ok(all.map(|it| CoAuthor::new(it, sent, me)).collect())
    }

    /// Whether your word is asked on what was sent: with `giveWord` you say yes, or no.
    #[graphql(complexity = 5)]
    async fn asks_for_your_word(&self, ctx: &Context<'_>) -> Result<bool> {
        let Some(sent) = self.view.submission.as_ref() else {
            return Ok(false);
        };
        if self.view.writes || sent.state != SubmissionState::AwaitsCoAuthors {
            return Ok(false);
        }
        let me = ctx.app()?.actor().account();
        let mut all = self.authors(ctx).await?.iter();
        let own = all.find(|it| Some(it.who.account) == me);
        let said = |it: &Together| it.words.iter().any(|(hash, _)| *hash == sent.content_hash);
        Ok(own.is_some_and(|own| !said(own)))
    }

    /// Whom of your group you could still invite to write it with you, by pen name; nobody once something of it was sent.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn possible_co_authors(&self, ctx: &Context<'_>) -> Result<Vec<PossibleCoAuthor>> {
        let post = self.view.draft.post;
        let found = app::read::possible_co_authors(ctx.app()?, post).await;
        let found = found.or_masked(ctx)?.into_iter();
        Ok(found.map(PossibleCoAuthor).collect())
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        self.view.draft.text.language.into()
    }

    /// The topics it should be listed under.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, &self.view.draft.text.topics).await
    }

    /// The newest submission, if there was one.
    async fn submission(&self) -> Option<Submission> {
        self.view
            .submission
            .clone()
            .map(|sent| Submission::new(sent, self.view.writes))
    }

    /// Everything that was submitted so far, the newest first, 50 at most: what became of each, and what adults decided and said. Why something was taken down is in
    /// `statements`.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn submissions(&self, ctx: &Context<'_>) -> Result<Vec<Submission>> {
        let post = self.view.draft.post;
        let all = app::read::submissions_of(ctx.app()?, post, self.view.writes).await;
        Ok(all
            .or_masked(ctx)?
            .into_iter()
            .map(|sent| Submission::new(sent, self.view.writes))
            .collect())
    }

    /// What adults said against this post so far, the newest first, 50 at most: also of what came before the newest submission.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<Statement>> {
        let post = self.view.draft.post;
        let known = match ctx.app()?.actor().account() {
            None => return Ok(vec![]),
            Some(_) if self.view.writes => Known::All,
            Some(co_author) => Known::AskedOf(co_author),
        };
        let said = app::read::statements_on(ctx.app()?, post, known).await;
        Ok(said.or_masked(ctx)?.iter().map(Statement::from).collect())
    }

    /// When what was approved is to be public, if it waits for its time. `unpublishPost` takes it back.
    async fn publish_at(&self) -> Option<DateTime> {
        self.view.publish_at.map(DateTime)
    }

    /// What is public of this post, if anything is; null for a comment.
    async fn post(&self) -> Option<Post> {
        self.view.published.clone().map(Post::from)
    }

    /// What it is said to, where it is a comment; null for a post.
    async fn comment_on(&self) -> Option<CommentPlace> {
        self.view.draft.comment_on?;
        Some(CommentPlace {
            post: self.view.commented.clone().map(Post::from),
            reply_to: self.view.answered.clone().map(Comment::from),
        })
    }

    /// What is public of this comment, if anything is; null for a post.
    async fn comment(&self) -> Option<Comment> {
        self.view.comment.clone().map(Comment::from)
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
    let shown: Vec<Draft> = rows.into_iter().map(Draft::from).collect();
    if asks_for(ctx, "coAuthors") || asks_for(ctx, "asksForYourWord") {
        know_co_authors(ctx, &shown).await?;
    }
    let items = shown
        .into_iter()
        .map(|it| (it.view.draft.post.as_uuid().as_bytes().to_vec(), it))
        .collect();
    Ok(DraftConnection::new(items, ends))
}

/// Reads at once who writes the drafts of a page.
async fn know_co_authors(ctx: &Context<'_>, page: &[Draft]) -> Result<()> {
    let ids = page.iter().map(|it| it.view.draft.post).collect();
    let found = app::read::co_authors(ctx.app()?, ids).await;
    let found = found.or_masked(ctx)?;
    for it in page {
        let theirs = found.iter().filter(|one| one.post == it.view.draft.post);
        let theirs = async || theirs.cloned().collect();
        it.co_authors.get_or_init(theirs).await;
    }
    Ok(())
}
