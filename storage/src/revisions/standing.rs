//! Which revisions of a post stand: those that wait or were decided, not those that their authors took back or replaced.

use diesel::prelude::*;
use domain::{AccountId, ContentHash, PostId, RevisionId};

use super::{RevisionRow, StoredRevision};
use crate::codes::revision_state as code;
use crate::schema::{posts, reviews, revisions, scheduled_publications, second_looks};
use crate::tx::optional;
use crate::types::{Key, key};
use crate::{StorageError, Tx};

/// The newest revision of a post that waits or was decided: not one that its authors took back or replaced, nor one that is only read
/// again, but for `own`, nor one that was approved and is not public.
pub async fn newest_standing(
    tx: &mut Tx,
    post: PostId,
    own: RevisionId,
) -> Result<Option<RevisionId>, StorageError> {
    let found =
        optional!(
            tx,
            Key,
            revisions::table
                .filter(revisions::post_id.eq(key(post)))
                .filter(revisions::state.ne_all([code::WITHDRAWN, code::SUPERSEDED]))
                .filter(
                    revisions::id.eq(key(own)).or(revisions::id.ne_all(
                        reviews::table
                            .inner_join(
                                second_looks::table.on(second_looks::review_id.eq(reviews::id)),
                            )
                            .filter(reviews::post_id.eq(key(post)))
                            .select(reviews::revision_id),
                    )),
                )
                .filter(
                    revisions::state
                        .ne(code::APPROVED)
                        .or(revisions::id.nullable().eq_any(
                            posts::table
                                .filter(posts::id.eq(key(post)))
                                .select(posts::published_revision_id),
                        ))
                        .or(revisions::id.eq_any(
                            scheduled_publications::table
                                .filter(scheduled_publications::post_id.eq(key(post)))
                                .select(scheduled_publications::revision_id),
                        )),
                )
                .order(revisions::number.desc())
                .select(revisions::id)
                .limit(1)
        )?;
    Ok(found.map(|id| RevisionId::from_uuid(id.0)))
}

/// The newest revision of a post with this hash that waits or was decided: not one that its authors took back or replaced.
pub async fn standing_by_hash(
    tx: &mut Tx,
    post: PostId,
    hash: ContentHash,
) -> Result<Option<StoredRevision>, StorageError> {
    let row = optional!(
        tx,
        RevisionRow,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .filter(revisions::content_hash.eq(hash.as_bytes().as_slice()))
            .filter(revisions::state.ne_all([code::WITHDRAWN, code::SUPERSEDED]))
            .order(revisions::number.desc())
            .select(RevisionRow::as_select())
            .limit(1)
    )?;
    Ok(row.map(StoredRevision::try_from).transpose()?)
}

/// Whether somebody submitted these bytes of another comment than one, and they wait or were decided. The hash says where they stand, so that they were said just there.
pub async fn stands_elsewhere(
    tx: &mut Tx,
    by: AccountId,
    hash: ContentHash,
    but: PostId,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        revisions::table
            .filter(revisions::submitted_by.eq(key(by)))
            .filter(revisions::content_hash.eq(hash.as_bytes().as_slice()))
            .filter(revisions::post_id.ne(key(but)))
            .filter(revisions::state.ne_all([code::WITHDRAWN, code::SUPERSEDED]))
            .select(revisions::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// Whether an adult asked for changes in what was submitted last of a post.
pub async fn was_returned(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    Ok(newest_state(tx, post).await? == Some(code::CHANGES_REQUESTED))
}

/// Whether an adult decided against what was submitted last of a post, in whatever way.
pub async fn was_decided_against(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    let state = newest_state(tx, post).await?;
    let against = [code::CHANGES_REQUESTED, code::DECLINED, code::TAKEN_DOWN];
    Ok(state.is_some_and(|state| against.contains(&state)))
}

async fn newest_state(tx: &mut Tx, post: PostId) -> Result<Option<i16>, StorageError> {
    optional!(
        tx,
        i16,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .order(revisions::number.desc())
            .select(revisions::state)
            .limit(1)
    )
}
