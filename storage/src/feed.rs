//! What everybody may read. A [`PublicPost`] can only be made here, from a post that points to an approved revision.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::post::Closings;
use domain::text::{PenName, Slug, Summary, Title};
use domain::{AccountId, Avatar, ContentHash, GroupId, Language, PostId, RevisionId, TopicId};
use moderation::SafeHtml;
use uuid::Uuid;

use crate::codes::{Coded as _, is_approved, is_first_author};
use crate::comments::closings_of;
use crate::documents;
use crate::groups::Group;
use crate::revisions::hash_of;
use crate::schema::{accounts, groups, post_authors, posts, published_topics, revisions};
use crate::tx::{optional, run};
use crate::types::{Key, key, keys};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// An author as readers may know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAuthor {
    /// The account.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The drawn picture.
    pub avatar: Avatar,
    /// Whether the author switched the own blog page on.
    pub blog_page: bool,
}

/// Where a post stands in the feed: by day, and at random inside a day, so that no hour or order shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The day of the first publication.
    pub on: NaiveDate,
    /// The post's random place inside the day.
    pub shuffle: Uuid,
}

/// A published post, without its HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPost {
    id: PostId,
    revision: RevisionId,
    slug: Slug,
    title: Title,
    summary: Option<Summary>,
    language: Language,
    topics: Vec<TopicId>,
    authors: Vec<PublicAuthor>,
    group: Group,
    position: Position,
    revised_on: Option<NaiveDate>,
    content_hash: ContentHash,
    closings: Closings,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)+) => {
        impl PublicPost {
            $($(#[$doc])* pub const fn $name(&self) -> &$type { &self.$name })+
        }
    };
}

getters! {
    /// The post's id.
    id -> PostId;
    /// The approved revision that is shown.
    revision -> RevisionId;
    /// The address.
    slug -> Slug;
    /// The headline.
    title -> Title;
    /// The sentences for lists.
    summary -> Option<Summary>;
    /// The language it is written in.
    language -> Language;
    /// The topics it is listed under.
    topics -> Vec<TopicId>;
    /// Who wrote it, in order.
    authors -> Vec<PublicAuthor>;
    /// The group it was written in.
    group -> Group;
    /// Where it stands in the feed.
    position -> Position;
    /// The day of the last change, if it changed.
    revised_on -> Option<NaiveDate>;
    /// The hash of what is shown.
    content_hash -> ContentHash;
    /// Who closed its comments.
    closings -> Closings;
}

/// Which published posts are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedFilter {
    /// Only this topic.
    pub topic: Option<TopicId>,
    /// Only this group.
    pub group: Option<GroupId>,
    /// Only this language.
    pub language: Option<Language>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
struct PostRow {
    id: Key,
    slug: Option<String>,
    published_on: Option<NaiveDate>,
    revised_on: Option<NaiveDate>,
    shuffle: Key,
    closed_by_author: i16,
    closed_by_adult: Option<i16>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct ShownRow {
    id: Key,
    title: Option<String>,
    summary: Option<String>,
    language: i16,
    authors: String,
    topics: String,
    content_hash: Vec<u8>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(crate) struct AuthorRow {
    id: Key,
    pen_name: String,
    avatar: String,
    blog_page: i16,
}

pub(crate) type GroupRow = (Key, String, String);
type FeedRow = (PostRow, ShownRow, GroupRow, AuthorRow);

/// Posts with the revision they point to, their group and their first author, in one statement.
macro_rules! published {
    () => {
        posts::table
            .inner_join(revisions::table)
            .inner_join(groups::table)
            .inner_join(
                post_authors::table.on(post_authors::post_id.eq(posts::id).and(is_first_author())),
            )
            .inner_join(accounts::table.on(accounts::id.eq(post_authors::account_id)))
            .filter(posts::published_revision_id.is_not_null())
            .filter(posts::commented_id.is_null())
            .filter(is_approved())
            .select((
                PostRow::as_select(),
                ShownRow::as_select(),
                (groups::id, groups::slug, groups::name),
                AuthorRow::as_select(),
            ))
    };
}

/// The part of `$published` that a page asks for, in the order of two columns: the day and the place inside it.
macro_rules! page_of {
    ($published:expr, $order:expr, $filter:expr, $from:expr, $direction:expr, $limit:expr) => {{
        let (on, place) = $order;
        let mut query = $published.limit($limit).into_boxed();
        if let Some(group) = $filter.group {
            query = query.filter(posts::group_id.eq(key(group)));
        }
        if let Some(language) = $filter.language {
            query = query.filter(posts::published_language.eq(language.number()));
        }
        let from = $from.map(|from| (from.on, Key(from.shuffle)));
        match ($direction, from) {
            (Direction::Forward, None) => query.order((on.desc(), place.desc())),
            (Direction::Backward, None) => query.order((on.asc(), place.asc())),
            (Direction::Forward, Some((day, shuffle))) => query
                .filter(on.le(day))
                .filter(on.lt(day).or(place.lt(shuffle).nullable()))
                .order((on.desc(), place.desc())),
            (Direction::Backward, Some((day, shuffle))) => query
                .filter(on.ge(day))
                .filter(on.gt(day).or(place.gt(shuffle).nullable()))
                .order((on.asc(), place.asc())),
        }
    }};
}

/// Up to `limit` published posts from `from` on, in the direction's order.
pub async fn page(
    tx: &mut Tx,
    filter: FeedFilter,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicPost>, StorageError> {
    let rows: Vec<FeedRow> = match filter.topic {
        None => run!(tx, load, {
            let order = (posts::published_on, posts::shuffle);
            page_of!(published!(), order, filter, from, direction, limit)
        })?,
        // The topic's own index is read in its order.
        Some(topic) => run!(tx, load, {
            let listed = published_topics::post_id
                .eq(posts::id)
                .and(published_topics::topic_id.eq(key(topic)));
            let order = (
                published_topics::published_on.nullable(),
                published_topics::shuffle,
            );
            let published = published!().inner_join(published_topics::table.on(listed));
            page_of!(published, order, filter, from, direction, limit)
        })?,
    };
    public_posts(tx, rows).await
}

/// The published post at an address.
pub async fn by_slug(tx: &mut Tx, slug: &Slug) -> Result<Option<PublicPost>, StorageError> {
    let row = optional!(
        tx,
        FeedRow,
        published!().filter(posts::slug.eq(slug.as_str()))
    )?;
    Ok(public_posts(tx, row.into_iter().collect()).await?.pop())
}

/// Those of the posts that are published, in no particular order.
pub async fn by_ids(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<PublicPost>, StorageError> {
    let rows: Vec<FeedRow> = run!(tx, load, published!().filter(posts::id.eq_any(keys(ids))))?;
    public_posts(tx, rows).await
}

/// Up to `limit` published posts of an author, in the order of the feed.
pub async fn of_author(
    tx: &mut Tx,
    author: AccountId,
    from: Option<Position>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicPost>, StorageError> {
    let rows: Vec<FeedRow> = run!(tx, load, {
        let theirs = diesel::alias!(post_authors as theirs);
        let published = published!().filter(
            posts::id.eq_any(
                theirs
                    .filter(theirs.field(post_authors::account_id).eq(key(author)))
                    .select(theirs.field(post_authors::post_id)),
            ),
        );
        let order = (posts::published_on, posts::shuffle);
        page_of!(
            published,
            order,
            FeedFilter::default(),
            from,
            direction,
            limit
        )
    })?;
    public_posts(tx, rows).await
}

/// How many posts of an author are published.
pub async fn count_of_author(tx: &mut Tx, author: AccountId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        post_authors::table
            .inner_join(posts::table)
            .filter(post_authors::account_id.eq(key(author)))
            .filter(posts::published_revision_id.is_not_null())
            .filter(posts::commented_id.is_null())
            .count()
    )
}

/// The HTML of published revisions; of others there is none.
pub async fn html(
    tx: &mut Tx,
    shown: &[RevisionId],
) -> Result<Vec<(RevisionId, SafeHtml)>, StorageError> {
    let rows: Vec<(Key, String)> = run!(
        tx,
        load,
        revisions::table
            .inner_join(
                posts::table.on(posts::id
                    .eq(revisions::post_id)
                    .and(posts::published_revision_id.eq(revisions::id.nullable()))),
            )
            .filter(revisions::id.eq_any(keys(shown)))
            .filter(is_approved())
            .select((revisions::id, revisions::html))
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, html)| (RevisionId::from_uuid(id.0), SafeHtml::from_stored(html)))
        .collect())
}

/// The correspondent with this pen name, only if the own blog page is switched on.
pub async fn correspondent(
    tx: &mut Tx,
    pen_name: &PenName,
) -> Result<Option<PublicAuthor>, StorageError> {
    let row = optional!(
        tx,
        AuthorRow,
        accounts::table
            .filter(accounts::pen_name_skeleton.eq(pen_name.skeleton()))
            .filter(accounts::pen_name.eq(pen_name.as_str()))
            .filter(accounts::blog_page.eq(1_i16))
            .select(AuthorRow::as_select())
    )?;
    Ok(row.map(author_of).transpose()?)
}

/// The correspondent with this id, only if the own blog page is switched on.
pub async fn correspondent_by_id(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<PublicAuthor>, StorageError> {
    let row = optional!(
        tx,
        AuthorRow,
        accounts::table
            .find(key(account))
            .filter(accounts::blog_page.eq(1_i16))
            .select(AuthorRow::as_select())
    )?;
    Ok(row.map(author_of).transpose()?)
}

pub(crate) fn author_of(row: AuthorRow) -> Result<PublicAuthor, CorruptRow> {
    let corrupt = |column| CorruptRow::new("accounts", column, row.id.0);
    Ok(PublicAuthor {
        account: AccountId::from_uuid(row.id.0),
        pen_name: PenName::from_stored(row.pen_name).map_err(|_unreadable| corrupt("pen_name"))?,
        avatar: Avatar::parse(&row.avatar).map_err(|_unreadable| corrupt("avatar"))?,
        blog_page: row.blog_page == 1,
    })
}

/// Makes public posts of rows; asks for further authors only where a post has several.
async fn public_posts(tx: &mut Tx, rows: Vec<FeedRow>) -> Result<Vec<PublicPost>, StorageError> {
    let mut made = Vec::with_capacity(rows.len());
    let mut shared = Vec::new();
    for row in rows {
        let (post, named) = public_post(row)?;
        if named > 1 {
            shared.push(post.id);
        }
        made.push(post);
    }
    if shared.is_empty() {
        return Ok(made);
    }
    let authors: Vec<(Key, AuthorRow)> = run!(
        tx,
        load,
        post_authors::table
            .inner_join(accounts::table)
            .filter(post_authors::post_id.eq_any(keys(&shared)))
            .filter(post_authors::position.gt(0_i16))
            .order((post_authors::post_id, post_authors::position))
            .select((post_authors::post_id, AuthorRow::as_select()))
    )?;
    for (post, author) in authors {
        let author = author_of(author)?;
        if let Some(post) = made.iter_mut().find(|made| made.id.as_uuid() == post.0) {
            post.authors.push(author);
        }
    }
    Ok(made)
}

/// The post with its first author, and how many authors its revision names.
fn public_post((post, shown, group, author): FeedRow) -> Result<(PublicPost, usize), CorruptRow> {
    let in_post = |column| CorruptRow::new("posts", column, post.id.0);
    let in_revision = |column| CorruptRow::new("revisions", column, shown.id.0);
    let named = documents::accounts(&shown.authors)
        .ok_or_else(|| in_revision("authors"))?
        .len();
    let slug = post.slug.as_deref().map(Slug::parse).and_then(Result::ok);
    let summary = shown.summary.map(Summary::from_stored).transpose();
    let title = shown.title.map(Title::from_stored).and_then(Result::ok);
    let made = PublicPost {
        id: PostId::from_uuid(post.id.0),
        revision: RevisionId::from_uuid(shown.id.0),
        slug: slug.ok_or_else(|| in_post("slug"))?,
        title: title.ok_or_else(|| in_revision("title"))?,
        summary: summary.map_err(|_unreadable| in_revision("summary"))?,
        language: Language::from_number(shown.language).ok_or_else(|| in_revision("language"))?,
        topics: documents::topics(&shown.topics).ok_or_else(|| in_revision("topics"))?,
        authors: vec![author_of(author)?],
        group: Group::try_from(group)?,
        position: Position {
            on: post.published_on.ok_or_else(|| in_post("published_on"))?,
            shuffle: post.shuffle.0,
        },
        revised_on: post.revised_on,
        content_hash: hash_of(&shown.content_hash, "revisions", shown.id.0)?,
        closings: closings_of((post.closed_by_author, post.closed_by_adult))
            .ok_or_else(|| in_post("closed_by_adult"))?,
    };
    Ok((made, named))
}
