//! Posts and comments: their authors and the pointer to what is public. What readers see of them is in `feed` and `comments`.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use diesel::prelude::*;
use domain::post::{Authors, CommentOn, Post, Publication, Published};
use domain::text::Slug;
use domain::{AccountId, GroupId, Language, PostId, RevisionId, Timestamp, TopicId};
use uuid::Uuid;

use crate::codes::Coded as _;
use crate::codes::review_state as code;
use crate::schema::{post_authors, posts, published_topics, reviews, scheduled_publications};
use crate::tx::{free, locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
struct PostRow {
    id: Key,
    group_id: Key,
    slug: Option<String>,
    published_revision_id: Option<Key>,
    published_on: Option<NaiveDate>,
    revised_on: Option<NaiveDate>,
    commented_id: Option<Key>,
    reply_to_id: Option<Key>,
}

/// Where the row says that a comment stands.
pub(crate) fn comment_on(commented_id: Option<Key>, reply_to_id: Option<Key>) -> Option<CommentOn> {
    let post = |id: Key| PostId::from_uuid(id.0);
    Some(CommentOn {
        post: post(commented_id?),
        reply_to: reply_to_id.map(post),
    })
}

/// Stores a post of which nothing is public. `shuffle` places it among posts of the same day, at random.
pub async fn insert(
    tx: &mut Tx,
    post: &Post,
    shuffle: Uuid,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(posts::table).values((
            posts::id.eq(key(post.id)),
            posts::group_id.eq(key(post.group)),
            posts::published_state.eq(crate::codes::revision_state::APPROVED),
            posts::shuffle.eq(Key(shuffle)),
            posts::created_at.eq(At(at)),
            posts::depth.eq(depth_of(post.comment_on)),
            posts::commented_id.eq(post.comment_on.map(|on| key(on.post))),
            posts::commented_depth.eq(depth_of(None)),
            posts::reply_to_id.eq(post.comment_on.and_then(|on| on.reply_to).map(key)),
            posts::reply_to_depth.eq(1_i16),
        ))
    )?;
    for (position, author) in (0_i16..).zip(post.authors.as_slice()) {
        run!(
            tx,
            execute,
            diesel::insert_into(post_authors::table).values((
                post_authors::post_id.eq(key(post.id)),
                post_authors::account_id.eq(key(*author)),
                post_authors::position.eq(position),
            ))
        )?;
    }
    Ok(())
}

/// How far below a post something stands: the database sees to it that nothing answers a reply.
pub(crate) fn depth_of(comment_on: Option<CommentOn>) -> i16 {
    match comment_on {
        None => 0,
        Some(CommentOn { reply_to: None, .. }) => 1,
        Some(CommentOn {
            reply_to: Some(_), ..
        }) => 2,
    }
}

/// The post, locked until the transaction ends: every write on a post begins here.
pub async fn lock(tx: &mut Tx, id: PostId) -> Result<Option<Post>, StorageError> {
    let row = locked!(
        tx,
        PostRow,
        posts::table.find(key(id)).select(PostRow::as_select())
    )?;
    let Some(row) = row else { return Ok(None) };
    let authors = authors(tx, id).await?;
    Ok(Some(post_of(row, authors)?))
}

/// Where a comment stands; nothing for a post, and for what is not there.
pub async fn comment_on_of(tx: &mut Tx, id: PostId) -> Result<Option<CommentOn>, StorageError> {
    let row = optional!(
        tx,
        (Option<Key>, Option<Key>),
        posts::table
            .find(key(id))
            .select((posts::commented_id, posts::reply_to_id))
    )?;
    Ok(row.and_then(|(commented, answered)| comment_on(commented, answered)))
}

/// Locks a post, unless somebody else has it locked. Tells whether it is ours.
pub async fn lock_if_free(tx: &mut Tx, id: PostId) -> Result<bool, StorageError> {
    let found = free!(tx, Key, posts::table.find(key(id)).select(posts::id))?;
    Ok(found.is_some())
}

/// Who wrote a post, and in which group.
pub async fn written_by(
    tx: &mut Tx,
    id: PostId,
) -> Result<Option<(Authors, GroupId)>, StorageError> {
    let group = optional!(tx, Key, posts::table.find(key(id)).select(posts::group_id))?;
    let Some(group) = group else { return Ok(None) };
    let authors = authors(tx, id).await?;
    Ok(Some((authors, GroupId::from_uuid(group.0))))
}

/// Who wrote the post, in the order in which they are named.
pub async fn authors(tx: &mut Tx, id: PostId) -> Result<Authors, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        post_authors::table
            .filter(post_authors::post_id.eq(key(id)))
            .order(post_authors::position)
            .select(post_authors::account_id)
    )?;
    let accounts = rows
        .into_iter()
        .map(|account| AccountId::from_uuid(account.0))
        .collect();
    Ok(Authors::new(accounts)
        .map_err(|_unreadable| CorruptRow::new("post_authors", "account_id", id.as_uuid()))?)
}

fn post_of(row: PostRow, authors: Authors) -> Result<Post, CorruptRow> {
    let corrupt = |column| CorruptRow::new("posts", column, row.id.0);
    let slug = row
        .slug
        .map(|slug| Slug::parse(&slug))
        .transpose()
        .map_err(|_unreadable| corrupt("slug"))?;
    let comment_on = comment_on(row.commented_id, row.reply_to_id);
    if comment_on.is_none() && slug.is_some() != row.published_on.is_some() {
        return Err(corrupt("slug"));
    }
    let publication = match (row.published_on, row.published_revision_id) {
        (None, None) => Publication::Never,
        (Some(first_on), None) => Publication::Unpublished { slug, first_on },
        (Some(first_on), Some(revision)) => Publication::Published(Published {
            revision: RevisionId::from_uuid(revision.0),
            slug,
            first_on,
            revised_on: row.revised_on,
        }),
        (None, Some(_)) => return Err(corrupt("published_on")),
    };
    Ok(Post {
        id: PostId::from_uuid(row.id.0),
        authors,
        group: GroupId::from_uuid(row.group_id.0),
        comment_on,
        publication,
    })
}

/// Stores what of the post is public, with the language and topics by which it is listed, and has the epoch of
/// published content moved. The database refuses a pointer to anything but an approved revision of this post.
pub async fn store_publication(
    tx: &mut Tx,
    post: &Post,
    language: Language,
    topics: &[TopicId],
) -> Result<(), StorageError> {
    let published = post.published();
    // The address, the day and the place are kept from the first publication, and not written again: PostgreSQL takes a text
    // of a unique column that is written for a new key, and whoever checks a foreign key would wait.
    let first = published.filter(|published| published.revised_on.is_none());
    let place = match (first, post.comment_on) {
        (Some(first), Some(on)) => Some(place_of(tx, post.id, on, first.first_on).await?),
        (_, _) => None,
    };
    let slug = first.and_then(|first| first.slug.as_ref());
    let revised_on = published.and_then(|published| published.revised_on);
    let shuffle: Key = run!(
        tx,
        get_result,
        diesel::update(posts::table.find(key(post.id)))
            .set((
                slug.map(|slug| posts::slug.eq(slug.as_str())),
                first.map(|first| posts::published_on.eq(first.first_on)),
                place.map(|place| posts::place.eq(place)),
                posts::revised_on.eq(revised_on),
                posts::published_revision_id.eq(published.map(|it| key(it.revision))),
                posts::published_language.eq(published.map(|_| language.number())),
                posts::taken_down_id.eq(None::<Key>),
            ))
            .returning(posts::shuffle)
    )?;
    run!(
        tx,
        execute,
        diesel::delete(published_topics::table.filter(published_topics::post_id.eq(key(post.id))))
    )?;
    if let Some(on) = published.map(|published| published.first_on) {
        for topic in topics {
            run!(
                tx,
                execute,
                diesel::insert_into(published_topics::table).values((
                    published_topics::post_id.eq(key(post.id)),
                    published_topics::topic_id.eq(key(*topic)),
                    published_topics::published_on.eq(on),
                    published_topics::shuffle.eq(shuffle),
                ))
            )?;
        }
    }
    tx.move_epoch();
    Ok(())
}

/// The bytes by which the comments of a post are sorted: by the day and the random place of the comment, then of each reply to it.
async fn place_of(
    tx: &mut Tx,
    id: PostId,
    on: CommentOn,
    first_on: NaiveDate,
) -> Result<Vec<u8>, StorageError> {
    let shuffle: Key = run!(
        tx,
        get_result,
        posts::table.find(key(id)).select(posts::shuffle)
    )?;
    let mut own = first_on.num_days_from_ce().to_be_bytes().to_vec();
    own.extend_from_slice(shuffle.0.as_bytes());
    let Some(answered) = on.reply_to else {
        return Ok(own);
    };
    let place: Option<Option<Vec<u8>>> = optional!(
        tx,
        Option<Vec<u8>>,
        posts::table.find(key(answered)).select(posts::place)
    )?;
    // Nobody answers what was never public.
    let mut place = place
        .flatten()
        .ok_or_else(|| CorruptRow::new("posts", "place", answered.as_uuid()))?;
    place.append(&mut own);
    Ok(place)
}

/// The posts of an author of which something is public, waits for review or for its time, in the order of their ids.
pub async fn shown_or_waiting(tx: &mut Tx, author: AccountId) -> Result<Vec<PostId>, StorageError> {
    let written = || post_authors::table.filter(post_authors::account_id.eq(key(author)));
    let shown: Vec<Key> = run!(
        tx,
        load,
        written()
            .inner_join(posts::table)
            .filter(posts::published_revision_id.is_not_null())
            .select(post_authors::post_id)
    )?;
    let waiting: Vec<Key> = run!(
        tx,
        load,
        written()
            .inner_join(reviews::table.on(reviews::post_id.eq(post_authors::post_id)))
            .filter(code::is_open())
            .select(post_authors::post_id)
    )?;
    let scheduled: Vec<Key> = run!(
        tx,
        load,
        written()
            .inner_join(
                scheduled_publications::table
                    .on(scheduled_publications::post_id.eq(post_authors::post_id))
            )
            .select(post_authors::post_id)
    )?;
    let all = shown.into_iter().chain(waiting).chain(scheduled);
    let ids: BTreeSet<Key> = all.collect();
    Ok(ids.into_iter().map(|id| PostId::from_uuid(id.0)).collect())
}

/// The revision of a post that readers see, if anything of it is public.
pub async fn published_revision(
    tx: &mut Tx,
    id: PostId,
) -> Result<Option<RevisionId>, StorageError> {
    let shown = optional!(
        tx,
        Option<Key>,
        posts::table
            .find(key(id))
            .select(posts::published_revision_id)
    )?;
    Ok(shown.flatten().map(|shown| RevisionId::from_uuid(shown.0)))
}
