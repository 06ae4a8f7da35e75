//! People, groups and topics as readers may know them.

use app::read::{FeedFilter, PublicAuthor};
use async_graphql::{Context, ID, Object, Result};

use super::connection::{Page, page_cost};
use super::post::{PostConnection, feed, of_author};
use super::request::Parts as _;
use crate::seal::NodeKind;

/// A correspondent as readers know them.
pub(crate) struct Correspondent(PublicAuthor);

impl From<PublicAuthor> for Correspondent {
    fn from(author: PublicAuthor) -> Self {
        Self(author)
    }
}

/// A correspondent as readers know them: by pen name and published posts, never by name, age or place.
#[Object(serial)]
impl Correspondent {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Correspondent, self.0.account)
    }

    /// The name under which the correspondent writes.
    async fn pen_name(&self) -> &str {
        self.0.pen_name.as_str()
    }

    /// The code from which the picture of the correspondent is drawn: six digits, the numbers of tint (0 to 7), colour (0 to 7), head (0 to 4), eyes (0 to 4), mouth (0 to 3)
    /// and top (0 to 5).
    async fn avatar(&self) -> String {
        self.0.avatar.to_string()
    }

    /// Whether the correspondent switched the own blog page on. Without it `posts` and `correspondent` give nothing.
    async fn has_blog_page(&self) -> bool {
        self.0.blog_page
    }

    /// What the correspondent published, newest day first; null unless the own blog page is switched on.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<PostConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        if !self.0.blog_page {
            return Ok(None);
        }
        of_author(ctx, self.0.account, page).await.map(Some)
    }
}

/// A group as readers know it.
pub(crate) struct Group(app::read::Group);

impl From<app::read::Group> for Group {
    fn from(group: app::read::Group) -> Self {
        Self(group)
    }
}

/// A group of about twenty correspondents and the guides who lead it.
#[Object(serial)]
impl Group {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Group, self.0.id)
    }

    /// The last part of the group's address.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The name.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// What is published in it, newest day first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<PostConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        let filter = FeedFilter {
            group: Some(self.0.id),
            ..FeedFilter::default()
        };
        feed(ctx, filter, page).await
    }
}

/// A topic.
pub(crate) struct Topic(app::read::Topic);

impl From<app::read::Topic> for Topic {
    fn from(topic: app::read::Topic) -> Self {
        Self(topic)
    }
}

/// A topic under which posts are listed.
#[Object(serial)]
impl Topic {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Topic, self.0.id)
    }

    /// The last part of the topic's address.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The name.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// What is published under it, newest day first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<PostConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        let filter = FeedFilter {
            topic: Some(self.0.id),
            ..FeedFilter::default()
        };
        feed(ctx, filter, page).await
    }
}
