//! What everybody may read: posts and the feed. A [`Post`] can only be made of a published one.

use app::read::{FeedFilter, Position, PublicPost, Shown};
use async_graphql::{Context, ID, Object, Result};
use chrono::{Datelike as _, NaiveDate};
use domain::text::Summary;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::connection::{Page, connection};
use super::enums::Language;
use super::person::{Correspondent, Group, Topic};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::Date;
use crate::errors::{self, bad_input};
use crate::seal::NodeKind;

/// A published post.
pub(crate) struct Post {
    shown: PublicPost,
    html: OnceCell<String>,
}

impl From<PublicPost> for Post {
    fn from(shown: PublicPost) -> Self {
        Self {
            shown,
            html: OnceCell::new(),
        }
    }
}

impl From<Shown> for Post {
    fn from(shown: Shown) -> Self {
        Self {
            shown: shown.post,
            html: OnceCell::new_with(Some(shown.html.as_str().to_owned())),
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
    let posts: Vec<Post> = if asks_for_html(ctx) {
        let shown = app::read::shown_page(asker, filter, from, direction, rows).await;
        shown.or_masked(ctx)?.into_iter().map(Post::from).collect()
    } else {
        let listed = app::read::feed_page(asker, filter, from, direction, rows).await;
        listed.or_masked(ctx)?.into_iter().map(Post::from).collect()
    };
    Ok(connect(posts, page))
}

/// Whether the page's posts are asked for with their HTML, which is then read with them.
fn asks_for_html(ctx: &Context<'_>) -> bool {
    let page = ctx.look_ahead();
    let posts = [page.field("nodes"), page.field("edges").field("node")];
    posts.iter().any(|post| post.field("html").exists())
}

/// What was just read changed in between; asking again helps.
fn moved(ctx: &Context<'_>) -> async_graphql::Error {
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
    Ok(connect(rows.into_iter().map(Post::from).collect(), page))
}

fn connect(mut posts: Vec<Post>, page: Page<'_>) -> PostConnection {
    let ends = page.arrange(&mut posts);
    let items = posts
        .into_iter()
        .map(|post| (place(*post.shown.position()), post))
        .collect();
    PostConnection::new(items, ends)
}
