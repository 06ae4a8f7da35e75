//! What everybody may read: posts and the feed. A [`Post`] can only be made of a published one.

use app::read::{FeedFilter, Position, PublicPost, Shown};
use async_graphql::{Context, ID, Object, Result};
use chrono::{Datelike as _, NaiveDate};
use domain::text::Summary;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::comment::{CommentConnection, comments_on};
use super::connection::{Page, connection, page_cost};
use super::enums::{CommentsClosed, Language};
use super::person::{Correspondent, Group, Topic};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::Date;
use crate::errors::{self, bad_input};
use crate::seal::NodeKind;

/// A published post.
pub(crate) struct Post {
    shown: PublicPost,
    html: OnceCell<String>,
    comments: OnceCell<i64>,
}

impl From<PublicPost> for Post {
    fn from(shown: PublicPost) -> Self {
        Self {
            shown,
            html: OnceCell::new(),
            comments: OnceCell::new(),
        }
    }
}

impl From<Shown> for Post {
    fn from(shown: Shown) -> Self {
        Self {
            shown: shown.post,
            html: OnceCell::new_with(Some(shown.html.as_str().to_owned())),
            comments: OnceCell::new(),
        }
    }
}

/// A published post: exactly the bytes that adults approved. Nothing else is ever a `Post`.
#[Object(serial)]
impl Post {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Post, *self.shown.id())
    }

    /// The last part of the post's address.
    async fn slug(&self) -> &str {
        self.shown.slug().as_str()
    }

    /// The headline.
    async fn title(&self) -> &str {
        self.shown.title().as_str()
    }

    /// One or two sentences for lists, where the authors wrote some.
    async fn summary(&self) -> Option<&str> {
        self.shown.summary().as_ref().map(Summary::as_str)
    }

    /// The text as HTML with an allow list of elements. Safe to insert into a page as it is.
    async fn html(&self, ctx: &Context<'_>) -> Result<&str> {
        let load = async || {
            let shown = *self.shown.revision();
            let found = app::read::html(ctx.app()?, vec![shown])
                .await
                .or_masked(ctx)?;
            let html = found.into_iter().find(|(revision, _)| *revision == shown);
            let html = html.map(|(_, html)| html.as_str().to_owned());
            // It was taken down or replaced since the post was read.
            html.ok_or_else(|| moved(ctx))
        };
        Ok(self.html.get_or_try_init(load).await?)
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        (*self.shown.language()).into()
    }

    /// The topics it is listed under.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, self.shown.topics()).await
    }

    /// Who wrote it, in the order in which they are named.
    async fn authors(&self) -> Vec<Correspondent> {
        self.shown
            .authors()
            .iter()
            .cloned()
            .map(Correspondent::from)
            .collect()
    }

    /// The group it was written in.
    async fn group(&self) -> Group {
        self.shown.group().clone().into()
    }

    /// The day on which it was first published.
    async fn published_on(&self) -> Date {
        Date(self.shown.position().on)
    }

    /// The day of the last change of what is public, if it changed.
    async fn revised_on(&self) -> Option<Date> {
        self.shown.revised_on().map(Date)
    }

    /// SHA-256 of everything that is shown, in hexadecimal: what adults approved is what you read.
    async fn content_hash(&self) -> String {
        self.shown.content_hash().to_string()
    }

    /// What correspondents say to it. Adults read each of them before it is public. Signed in, you don't see those whom you muted or blocked.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<CommentConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        comments_on(ctx, &self.shown, page).await
    }

    /// How many comments there are, answers included.
    #[graphql(complexity = 2)]
    async fn comment_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let count = async || {
            let counted = app::read::comment_counts(ctx.app()?, vec![*self.shown.id()]).await;
            let only = counted.or_masked(ctx)?.pop();
            Ok::<_, async_graphql::Error>(only.map_or(0, |(_, count)| count))
        };
        Ok(*self.comments.get_or_try_init(count).await?)
    }

    /// Who closed its comments, and why; null while they are open.
    async fn comments_closed(&self) -> Option<CommentsClosed> {
        CommentsClosed::of(*self.shown.closings())
    }
}

/// A post, if it is public.
pub(crate) async fn post_of(ctx: &Context<'_>, id: domain::PostId) -> Result<Option<Post>> {
    let found = app::read::posts_by_ids(ctx.app()?, vec![id]).await;
    Ok(found.or_masked(ctx)?.pop().map(Post::from))
}

/// The topics with these ids, in their order.
pub(crate) async fn topics_of(ctx: &Context<'_>, ids: &[domain::TopicId]) -> Result<Vec<Topic>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let all = ctx.request()?.topics().await.or_masked(ctx)?;
    Ok(ids
        .iter()
        .filter_map(|id| all.get(id))
        .cloned()
        .map(Topic::from)
        .collect())
}

connection! {
    /// A page of published posts, newest day first; the order inside a day is random and stays the same.
    PostConnection,
    /// A post with its place in the list.
    PostEdge of Post in LIST
}

/// The name of the list that cursors of posts belong to.
const LIST: &str = "posts";

/// A position as the bytes of a cursor.
fn place(position: Position) -> Vec<u8> {
    let mut place = position.on.num_days_from_ce().to_be_bytes().to_vec();
    place.extend_from_slice(position.shuffle.as_bytes());
    place
}

fn read_cursor(ctx: &Context<'_>, cursor: &str) -> Result<Position> {
    let refused = || bad_input("This cursor belongs to no list of posts.");
    let place = ctx
        .shared()?
        .sealer
        .open_cursor(LIST, cursor)
        .ok_or_else(refused)?;
    let (day, shuffle) = place.split_first_chunk::<4>().ok_or_else(refused)?;
    Ok(Position {
        on: NaiveDate::from_num_days_from_ce_opt(i32::from_be_bytes(*day)).ok_or_else(refused)?,
        shuffle: Uuid::from_slice(shuffle).map_err(|_unreadable| refused())?,
    })
}

/// A page of the feed.
pub(crate) async fn feed(
    ctx: &Context<'_>,
    filter: FeedFilter,
    page: Page<'_>,
) -> Result<PostConnection> {
    let from = page
        .from
        .map(|cursor| read_cursor(ctx, cursor))
        .transpose()?;
    let (asker, rows, direction) = (ctx.app()?, page.rows(), page.direction);
    let posts: Vec<Post> = if asks_for(ctx, "html") {
        let shown = app::read::shown_page(asker, filter, from, direction, rows).await;
        shown.or_masked(ctx)?.into_iter().map(Post::from).collect()
    } else {
        let listed = app::read::feed_page(asker, filter, from, direction, rows).await;
        listed.or_masked(ctx)?.into_iter().map(Post::from).collect()
    };
    count_comments(ctx, &posts).await?;
    Ok(connect(posts, page))
}

/// Counts the comments of a page's posts at once, if they are asked for.
async fn count_comments(ctx: &Context<'_>, page: &[Post]) -> Result<()> {
    if page.is_empty() || !asks_for(ctx, "commentCount") {
        return Ok(());
    }
    let ids = page.iter().map(|post| *post.shown.id()).collect();
    let counted = app::read::comment_counts(ctx.app()?, ids).await;
    let counted = counted.or_masked(ctx)?;
    for post in page {
        let count = counted.iter().find(|(id, _)| id == post.shown.id());
        let count = count.map_or(0, |(_, count)| *count);
        post.comments.get_or_init(async || count).await;
    }
    Ok(())
}

/// Whether a field is asked for of the items of a page: it is then read for all of them at once.
pub(super) fn asks_for(ctx: &Context<'_>, field: &str) -> bool {
    let page = ctx.look_ahead();
    let posts = [page.field("nodes"), page.field("edges").field("node")];
    posts.iter().any(|post| post.field(field).exists())
}

/// What was just read changed in between; asking again helps.
pub(crate) fn moved(ctx: &Context<'_>) -> async_graphql::Error {
    match ctx.say() {
        Ok(say) => errors::coded(errors::Code::Busy, say.plain("busy")),
        Err(error) => error,
    }
}

/// A page of what one author published.
pub(crate) async fn of_author(
    ctx: &Context<'_>,
    author: domain::AccountId,
    page: Page<'_>,
) -> Result<PostConnection> {
    let from = page
        .from
        .map(|cursor| read_cursor(ctx, cursor))
        .transpose()?;
    let rows = app::read::author_page(ctx.app()?, author, from, page.direction, page.rows())
        .await
        .or_masked(ctx)?;
    let posts: Vec<Post> = rows.into_iter().map(Post::from).collect();
    count_comments(ctx, &posts).await?;
    Ok(connect(posts, page))
}

fn connect(mut posts: Vec<Post>, page: Page<'_>) -> PostConnection {
    let ends = page.arrange(&mut posts);
    let items = posts
        .into_iter()
        .map(|post| (place(*post.shown.position()), post))
        .collect();
    PostConnection::new(items, ends)
}
