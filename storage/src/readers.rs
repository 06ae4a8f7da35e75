//! Comments of readers without an account: the receipts that stand for their authors, and how many there are. What becomes of such a comment is where it is for every other.

use diesel::prelude::*;
use domain::{ContentHash, PostId, Timestamp};

use crate::codes::{review_state, revision_state};
use crate::schema::{comment_receipts as receipts, reviews, revisions};
use crate::tx::{optional, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// Stores the receipt of a comment on a post.
pub async fn insert(
    tx: &mut Tx,
    (comment, on): (PostId, PostId),
    code_hash: &[u8; 32],
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(receipts::table).values((
            receipts::post_id.eq(key(comment)),
            receipts::commented_id.eq(key(on)),
            receipts::code_hash.eq(code_hash.as_slice()),
            receipts::made_at.eq(At(at)),
        ))
    )?;
    Ok(())
}

/// The comment, and the post that it is said to, whose receipt has this hash.
pub async fn by_code(
    tx: &mut Tx,
    code_hash: &[u8; 32],
) -> Result<Option<(PostId, PostId)>, StorageError> {
    let found = optional!(
        tx,
        (Key, Key),
        receipts::table
            .filter(receipts::code_hash.eq(code_hash.as_slice()))
            .select((receipts::post_id, receipts::commented_id))
    )?;
    Ok(found.map(|(comment, on)| (PostId::from_uuid(comment.0), PostId::from_uuid(on.0))))
}

/// How many comments of readers were sent since a moment.
pub async fn count_since(tx: &mut Tx, since: Timestamp) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        receipts::table
            .filter(receipts::made_at.gt(At(since)))
            .count()
    )
}

/// How many comments of readers wait for adults, beside one.
pub async fn count_waiting(tx: &mut Tx, but: PostId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        reviews::table
            .inner_join(receipts::table.on(receipts::post_id.eq(reviews::post_id)))
            .filter(review_state::is_open())
            .filter(receipts::post_id.ne(key(but)))
            .count()
    )
}

/// How many of them wait on one post.
pub async fn count_waiting_on(tx: &mut Tx, post: PostId, but: PostId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        reviews::table
            .inner_join(receipts::table.on(receipts::post_id.eq(reviews::post_id)))
            .filter(review_state::is_open())
            .filter(receipts::commented_id.eq(key(post)))
            .filter(receipts::post_id.ne(key(but)))
            .count()
    )
}

/// Whether a reader submitted these bytes to a post before, as another comment than one, and they wait or were decided.
pub async fn stands_elsewhere(
    tx: &mut Tx,
    (on, but): (PostId, PostId),
    hash: ContentHash,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        receipts::table
            .inner_join(revisions::table.on(revisions::post_id.eq(receipts::post_id)))
            .filter(receipts::commented_id.eq(key(on)))
            .filter(receipts::post_id.ne(key(but)))
            .filter(revisions::content_hash.eq(hash.as_bytes().as_slice()))
            .filter(
                revisions::state.ne_all([revision_state::WITHDRAWN, revision_state::SUPERSEDED])
            )
            .select(revisions::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// What readers said last to a post, beside one comment, the newest first.
pub async fn texts_on(
    tx: &mut Tx,
    (on, but): (PostId, PostId),
    most: i64,
) -> Result<Vec<String>, StorageError> {
    run!(
        tx,
        load,
        receipts::table
            .inner_join(revisions::table.on(revisions::post_id.eq(receipts::post_id)))
            .filter(receipts::commented_id.eq(key(on)))
            .filter(receipts::post_id.ne(key(but)))
            .order(receipts::made_at.desc())
            .select(revisions::source)
            .limit(most)
    )
}
