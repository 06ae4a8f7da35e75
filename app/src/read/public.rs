//! What everybody may read: only what is published, whoever asks.

use domain::text::{PenName, Slug};
use domain::{AccountId, GroupId, PostId, RevisionId};
use moderation::SafeHtml;
use storage::Direction;
use storage::Tx;
use storage::feed::{self, FeedFilter, Position, PublicAuthor, PublicPost};
use storage::groups::{self, Group};
use storage::topics::{self, Topic};

use crate::{Ctx, Internal};

/// Up to `limit` published posts from `from` on.
pub async fn feed_page(
    ctx: &Ctx,
    filter: FeedFilter,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicPost>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(feed::page(tx, filter, from, direction, limit).await?)
    })
    .await
}

/// The published post at an address.
pub async fn post_by_slug(ctx: &Ctx, slug: Slug) -> Result<Option<PublicPost>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(feed::by_slug(tx, &slug).await?))
        .await
}

/// A published post with its HTML, both read at one moment.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The post.
    pub post: PublicPost,
    /// The text that readers see.
    pub html: SafeHtml,
}

async fn with_html(tx: &mut Tx, posts: Vec<PublicPost>) -> Result<Vec<Shown>, Internal> {
    if posts.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<RevisionId> = posts.iter().map(|post| *post.revision()).collect();
    let mut html = feed::html(tx, &ids).await?;
    posts
        .into_iter()
        .map(|post| {
            let place = html
                .iter()
                .position(|(revision, _)| revision == post.revision())
                .ok_or(Internal::Contradiction("a published post without its text"))?;
            let html = html.swap_remove(place).1;
            Ok(Shown { post, html })
        })
        .collect()
}

/// The published post at an address, with its HTML.
pub async fn shown_by_slug(ctx: &Ctx, slug: Slug) -> Result<Option<Shown>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let post = feed::by_slug(tx, &slug).await?;
        Ok(with_html(tx, post.into_iter().collect()).await?.pop())
    })
    .await
}

/// The published post with this id, with its HTML.
pub async fn shown_by_id(ctx: &Ctx, id: PostId) -> Result<Option<Shown>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let post = feed::by_ids(tx, &[id]).await?;
        Ok(with_html(tx, post).await?.pop())
    })
    .await
}

/// As [`feed_page`], with the HTML of each post.
pub async fn shown_page(
    ctx: &Ctx,
    filter: FeedFilter,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<Shown>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let page = feed::page(tx, filter, from, direction, limit).await?;
        with_html(tx, page).await
    })
    .await
}

/// Those of the posts that are published, in no particular order.
pub async fn posts_by_ids(ctx: &Ctx, ids: Vec<PostId>) -> Result<Vec<PublicPost>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(feed::by_ids(tx, &ids).await?))
        .await
}

/// The HTML of published revisions; of others there is none.
pub async fn html(
    ctx: &Ctx,
    shown: Vec<RevisionId>,
) -> Result<Vec<(RevisionId, SafeHtml)>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(feed::html(tx, &shown).await?))
        .await
}

/// The correspondent with this pen name, only if the own blog page is switched on.
pub async fn correspondent(ctx: &Ctx, pen_name: PenName) -> Result<Option<PublicAuthor>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(
        async move |tx: &mut Tx| Ok(feed::correspondent(tx, &pen_name).await?),
    )
    .await
}

/// The correspondent with this id, only if the own blog page is switched on.
pub async fn correspondent_by_id(
    ctx: &Ctx,
    account: AccountId,
) -> Result<Option<PublicAuthor>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(feed::correspondent_by_id(tx, account).await?)
    })
    .await
}

/// Up to `limit` published posts of an author, in the order of the feed.
pub async fn author_page(
    ctx: &Ctx,
    author: AccountId,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicPost>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(feed::of_author(tx, author, from, direction, limit).await?)
    })
    .await
}

/// Every group in which something is public, by name.
pub async fn public_groups(ctx: &Ctx) -> Result<Vec<Group>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(groups::all_public(tx).await?))
        .await
}

/// The group at an address, if something in it is public.
pub async fn group_by_slug(ctx: &Ctx, slug: Slug) -> Result<Option<Group>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(groups::public_by_slug(tx, &slug).await?))
        .await
}

/// The topic at an address.
pub async fn topic_by_slug(ctx: &Ctx, slug: Slug) -> Result<Option<Topic>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(topics::by_slug(tx, &slug).await?))
        .await
}

/// A group.
pub async fn group(ctx: &Ctx, id: GroupId) -> Result<Option<Group>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| Ok(groups::get(tx, id).await?))
        .await
}
