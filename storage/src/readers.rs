//! Comments of readers without an account: the receipts that stand for their authors, and how many there are. What becomes of such a comment is where it is for every other.

use diesel::prelude::*;
use domain::account::READERS;
use domain::{AccountId, ContentHash, PostId, Timestamp};

use crate::codes::review_state;
use crate::schema::{
    comment_receipts as receipts, drafts, escalations, posts, reviews, revisions, statements,
};
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
            receipts::author_id.eq(key(READERS)),
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

/// The comments of readers that wait for adults in the line, beside one: not what is with the safeguarding leads, nor what nobody can approve because the post is
/// hidden.
macro_rules! waiting {
    ($but:expr, $of:expr) => {
        reviews::table
            .filter(review_state::is_open())
            .filter(reviews::escalated.eq(0_i16))
            .filter(reviews::post_id.ne(key($but)))
            // With the row's own key: the open reviews are few, and PostgreSQL would read all receipts for a join.
            .filter(
                reviews::post_id.eq_any(
                    receipts::table
                        .inner_join(posts::table.on(posts::id.eq(receipts::commented_id)))
                        .filter(receipts::post_id.eq(reviews::post_id))
                        .filter(posts::published_revision_id.is_not_null())
                        .filter($of)
                        .select(receipts::post_id),
                ),
            )
            .count()
    };
}

/// How many comments of readers wait for adults, beside one.
pub async fn count_waiting(tx: &mut Tx, but: PostId) -> Result<i64, StorageError> {
    run!(tx, get_result, waiting!(but, receipts::depth.eq(1_i16)))
}

/// How many of them wait on one post.
pub async fn count_waiting_on(tx: &mut Tx, post: PostId, but: PostId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        waiting!(but, receipts::commented_id.eq(key(post)))
    )
}

/// Who decided against the same bytes when other readers said them to the post, the last first, two at most.
pub async fn decided_against(
    tx: &mut Tx,
    (on, but): (PostId, PostId),
    hash: ContentHash,
) -> Result<Vec<AccountId>, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        receipts::table
            .inner_join(revisions::table.on(revisions::post_id.eq(receipts::post_id)))
            .inner_join(statements::table.on(statements::revision_id.eq(revisions::id)))
            .filter(receipts::commented_id.eq(key(on)))
            .filter(receipts::post_id.ne(key(but)))
            .filter(revisions::content_hash.eq(hash.as_bytes().as_slice()))
            .order(statements::issued_at.desc())
            .select(statements::issued_by)
            .limit(2)
    )?;
    Ok(rows
        .into_iter()
        .map(|by| AccountId::from_uuid(by.0))
        .collect())
}

/// Whether a reader's comment on a post was handed to the safeguarding leads, and is still with them or has these bytes.
pub async fn was_escalated(
    tx: &mut Tx,
    on: PostId,
    hash: ContentHash,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        receipts::table
            .inner_join(reviews::table.on(reviews::post_id.eq(receipts::post_id)))
            .filter(receipts::commented_id.eq(key(on)))
            .filter(reviews::escalated.eq(1_i16))
            .filter(
                reviews::content_hash
                    .eq(hash.as_bytes().as_slice())
                    .or(reviews::post_id.eq_any(
                        escalations::table
                            .filter(escalations::post_id.eq(reviews::post_id))
                            .filter(escalations::closed_at.is_null())
                            .select(escalations::post_id),
                    )),
            )
            .select(reviews::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// What readers said last to a post, each comment as its author sent it last, beside one, the newest first.
pub async fn texts_on(
    tx: &mut Tx,
    (on, but): (PostId, PostId),
    most: i64,
) -> Result<Vec<String>, StorageError> {
    let rows: Vec<Option<String>> = run!(
        tx,
        load,
        receipts::table
            .inner_join(drafts::table.on(drafts::post_id.eq(receipts::post_id)))
            .filter(receipts::commented_id.eq(key(on)))
            .filter(receipts::post_id.ne(key(but)))
            .order(receipts::made_at.desc())
            .select(drafts::body)
            .limit(most)
    )?;
    Ok(rows.into_iter().flatten().collect())
}
