//! The authors' working copies.

use diesel::prelude::*;
use domain::post::draft::{Draft, DraftText, DraftVersion};
use domain::text::{Body, Summary, Title};
use domain::{AccountId, Language, PostId};

use crate::codes::Coded as _;
use crate::posts::comment_on;
use crate::schema::{drafts, post_authors, posts};
use crate::tx::{optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, Direction, StorageError, Tx, documents};

#[derive(Queryable, Selectable)]
#[diesel(table_name = drafts)]
struct DraftRow {
    post_id: Key,
    title: Option<String>,
    summary: Option<String>,
    body: Option<String>,
    language: i16,
    topics: String,
    version: i64,
    saved_at: At,
}

/// What of its post is read with a draft: where it stands, if it is a comment.
#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
struct PlaceRow {
    commented_id: Option<Key>,
    reply_to_id: Option<Key>,
}

/// What somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Posts.
    Posts,
    /// Comments.
    Comments,
}

/// Whether a row of `posts` is of a kind.
macro_rules! is_of {
    ($kind:expr) => {
        posts::commented_id
            .is_null()
            .eq(matches!($kind, Kind::Posts))
    };
}

pub(crate) use is_of;

fn draft_of((row, place): (DraftRow, PlaceRow)) -> Result<Draft, CorruptRow> {
    let corrupt = |column| CorruptRow::new("drafts", column, row.post_id.0);
    Ok(Draft {
        post: PostId::from_uuid(row.post_id.0),
        comment_on: comment_on(place.commented_id, place.reply_to_id),
        text: DraftText {
            title: row
                .title
                .map(Title::from_stored)
                .transpose()
                .map_err(|_unreadable| corrupt("title"))?,
            summary: row
                .summary
                .map(Summary::from_stored)
                .transpose()
                .map_err(|_unreadable| corrupt("summary"))?,
            body: row
                .body
                .map(Body::from_stored)
                .transpose()
                .map_err(|_unreadable| corrupt("body"))?,
            language: Language::from_number(row.language).ok_or_else(|| corrupt("language"))?,
            topics: documents::topics(&row.topics).ok_or_else(|| corrupt("topics"))?,
        },
        version: DraftVersion::new(row.version),
        saved_at: row.saved_at.0,
    })
}

/// Stores a draft that was just started.
pub async fn insert(tx: &mut Tx, draft: &Draft) -> Result<(), StorageError> {
    let topics = documents::ids(&draft.text.topics)?;
    run!(
        tx,
        execute,
        diesel::insert_into(drafts::table).values((
            drafts::post_id.eq(key(draft.post)),
            drafts::title.eq(draft.text.title.as_ref().map(Title::as_str)),
            drafts::summary.eq(draft.text.summary.as_ref().map(Summary::as_str)),
            drafts::body.eq(draft.text.body.as_ref().map(Body::as_str)),
            drafts::language.eq(draft.text.language.number()),
            drafts::topics.eq(&topics),
            drafts::version.eq(draft.version.number()),
            drafts::saved_at.eq(At(draft.saved_at)),
        ))
    )?;
    Ok(())
}

/// Stores what a draft says now. The post is locked by the caller.
pub async fn update(tx: &mut Tx, draft: &Draft) -> Result<(), StorageError> {
    let topics = documents::ids(&draft.text.topics)?;
    run!(
        tx,
        execute,
        diesel::update(drafts::table.find(key(draft.post))).set((
            drafts::title.eq(draft.text.title.as_ref().map(Title::as_str)),
            drafts::summary.eq(draft.text.summary.as_ref().map(Summary::as_str)),
            drafts::body.eq(draft.text.body.as_ref().map(Body::as_str)),
            drafts::language.eq(draft.text.language.number()),
            drafts::topics.eq(&topics),
            drafts::version.eq(draft.version.number()),
            drafts::saved_at.eq(At(draft.saved_at)),
        ))
    )?;
    Ok(())
}

/// The draft of a post.
pub async fn get(tx: &mut Tx, post: PostId) -> Result<Option<Draft>, StorageError> {
    let row = optional!(
        tx,
        (DraftRow, PlaceRow),
        drafts::table
            .inner_join(posts::table)
            .filter(drafts::post_id.eq(key(post)))
            .select((DraftRow::as_select(), PlaceRow::as_select()))
    )?;
    Ok(row.map(draft_of).transpose()?)
}

/// A draft of which somebody is an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDraft {
    /// The working copy: only for whoever writes it.
    pub draft: Draft,
    /// Whether they write it. A co-author reads what was sent, see `words::shown`.
    pub writes: bool,
}

type OwnRow = (DraftRow, PlaceRow, i16);

fn own(rows: Vec<OwnRow>) -> Result<Vec<OwnDraft>, StorageError> {
    let read = rows.into_iter().map(|(row, place, position)| {
        Ok(OwnDraft {
            draft: draft_of((row, place))?,
            writes: position == 0,
        })
    });
    Ok(read.collect::<Result<_, CorruptRow>>()?)
}

/// The drafts of one kind of which `author` is an author, newest first: at most `limit`, from a post on.
/// A person has a few dozen; the index on authors is read, then each draft by its key.
pub async fn of_author(
    tx: &mut Tx,
    (author, kind): (AccountId, Kind),
    from: Option<PostId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<OwnDraft>, StorageError> {
    let rows: Vec<OwnRow> = run!(tx, load, {
        let theirs = drafts::table
            .inner_join(post_authors::table.on(post_authors::post_id.eq(drafts::post_id)))
            .inner_join(posts::table)
            .filter(post_authors::account_id.eq(key(author)))
            .filter(is_of!(kind))
            .limit(limit)
            .select((
                DraftRow::as_select(),
                PlaceRow::as_select(),
                post_authors::position,
            ))
            .into_boxed();
        let theirs = match direction {
            Direction::Forward => theirs.order(post_authors::post_id.desc()),
            Direction::Backward => theirs.order(post_authors::post_id.asc()),
        };
        match (direction, from) {
            (_, None) => theirs,
            (Direction::Forward, Some(post)) => theirs.filter(post_authors::post_id.lt(key(post))),
            (Direction::Backward, Some(post)) => theirs.filter(post_authors::post_id.gt(key(post))),
        }
    })?;
    own(rows)
}

/// The drafts of some posts and comments, of those of which `author` is an author.
pub async fn by_ids(
    tx: &mut Tx,
    author: AccountId,
    ids: &[PostId],
) -> Result<Vec<OwnDraft>, StorageError> {
    let rows: Vec<OwnRow> = run!(
        tx,
        load,
        drafts::table
            .inner_join(post_authors::table.on(post_authors::post_id.eq(drafts::post_id)))
            .inner_join(posts::table)
            .filter(post_authors::account_id.eq(key(author)))
            .filter(post_authors::post_id.eq_any(keys(ids)))
            .select((
                DraftRow::as_select(),
                PlaceRow::as_select(),
                post_authors::position,
            ))
    )?;
    own(rows)
}

/// How many drafts of one kind `author` has.
pub async fn count_of_author(
    tx: &mut Tx,
    (author, kind): (AccountId, Kind),
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        post_authors::table
            .inner_join(posts::table)
            .filter(post_authors::account_id.eq(key(author)))
            .filter(is_of!(kind))
            .count()
    )
}
