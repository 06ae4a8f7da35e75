//! What adults approved for later, until it is public. At most one for each post.

use diesel::prelude::*;
use domain::{PostId, RevisionId, Timestamp};

use crate::codes::revision_state;
use crate::schema::scheduled_publications as scheduled;
use crate::tx::{optional, run};
use crate::types::{At, Key, key, keys};
use crate::{StorageError, Tx};

/// A publication that waits for its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheduled {
    /// The post.
    pub post: PostId,
    /// The approved revision.
    pub revision: RevisionId,
    /// From when on it is to be public.
    pub at: Timestamp,
}

type Row = (Key, Key, At);

fn read((post, revision, at): Row) -> Scheduled {
    Scheduled {
        post: PostId::from_uuid(post.0),
        revision: RevisionId::from_uuid(revision.0),
        at: at.0,
    }
}

/// Stores that an approved revision is to be public at a time, in place of what was stored of its post before. The post is locked by the caller;
/// the database refuses a revision that is not approved.
pub async fn set(tx: &mut Tx, new: Scheduled) -> Result<(), StorageError> {
    cancel(tx, new.post).await?;
    run!(
        tx,
        execute,
        diesel::insert_into(scheduled::table).values((
            scheduled::post_id.eq(key(new.post)),
            scheduled::revision_id.eq(key(new.revision)),
            scheduled::revision_state.eq(revision_state::APPROVED),
            scheduled::publish_at.eq(At(new.at)),
        ))
    )?;
    Ok(())
}

/// Nothing of a post waits for its time any more. Tells whether anything was.
pub async fn cancel(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    let cancelled = run!(
        tx,
        execute,
        diesel::delete(scheduled::table.find(key(post)))
    )?;
    Ok(cancelled > 0)
}

/// What is stored of a post.
pub async fn of_post(tx: &mut Tx, post: PostId) -> Result<Option<Scheduled>, StorageError> {
    let row = optional!(
        tx,
        Row,
        scheduled::table.find(key(post)).select((
            scheduled::post_id,
            scheduled::revision_id,
            scheduled::publish_at
        ))
    )?;
    Ok(row.map(read))
}

/// What is stored of several posts.
pub async fn of_posts(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Scheduled>, StorageError> {
    if posts.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = run!(
        tx,
        load,
        scheduled::table
            .filter(scheduled::post_id.eq_any(keys(posts)))
            .select((
                scheduled::post_id,
                scheduled::revision_id,
                scheduled::publish_at
            ))
    )?;
    Ok(rows.into_iter().map(read).collect())
}

/// The posts whose time has come, the longest due first, so many at most.
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<PostId>, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        scheduled::table
            .filter(scheduled::publish_at.le(At(now)))
            .order((scheduled::publish_at, scheduled::post_id))
            .limit(most)
            .select(scheduled::post_id)
    )?;
    Ok(rows
        .into_iter()
        .map(|post| PostId::from_uuid(post.0))
        .collect())
}
