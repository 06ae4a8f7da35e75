//! Takedowns: what was public and an adult took down, with the statement that its authors read. Stored with the new state of the revision.

use diesel::prelude::*;
use domain::post::revision::Revision;
use domain::{AccountId, PostId, StatementId};
use moderation::review::Statement;

use crate::codes::{Coded as _, revision_state};
use crate::schema::{posts, revisions, takedowns};
use crate::statements as stated;
use crate::tx::{optional, run};
use crate::types::{Key, key};
use crate::{StorageError, Tx};

/// A takedown to store.
#[derive(Debug)]
pub struct NewTakedown<'a> {
    /// The revision that was public; no post points to it any more.
    pub revision: &'a Revision,
    /// Who took it down.
    pub by: AccountId,
    /// What the authors are told, with the id it will have.
    pub statement: (StatementId, &'a Statement),
}

/// Stores a takedown, its statement, and that the revision is one that was taken down. The database refuses one without a statement, one by an
/// author, by a guide or member of the group or by a guardian of an author, and one of what is still public or was never approved.
pub async fn insert(tx: &mut Tx, new: &NewTakedown<'_>) -> Result<(), StorageError> {
    let (id, statement) = new.statement;
    let revision = new.revision;
    stated::insert(tx, id, (revision.id, new.by), statement).await?;
    run!(
        tx,
        execute,
        diesel::insert_into(takedowns::table).values((
            takedowns::revision_id.eq(key(revision.id)),
            takedowns::post_id.eq(key(revision.post)),
            takedowns::content_hash.eq(revision.content_hash.as_bytes().as_slice()),
            takedowns::statement_id.eq(key(id)),
            takedowns::restriction.eq(statement.restriction.number()),
            takedowns::taken_down_by.eq(key(new.by)),
        ))
    )?;
    run!(
        tx,
        execute,
        diesel::update(revisions::table.find(key(revision.id))).set((
            revisions::state.eq(revision_state::TAKEN_DOWN),
            revisions::takedown_id.eq(Some(key(revision.id))),
        ))
    )?;
    run!(
        tx,
        execute,
        diesel::update(posts::table.find(key(revision.post)))
            .set(posts::taken_down_id.eq(Some(key(revision.id))))
    )?;
    Ok(())
}

/// Who took down what was public of a post, if it was an adult and nothing of it was public since.
pub async fn of_post(tx: &mut Tx, post: PostId) -> Result<Option<AccountId>, StorageError> {
    let by = optional!(
        tx,
        Key,
        posts::table
            .inner_join(
                takedowns::table.on(takedowns::revision_id.nullable().eq(posts::taken_down_id))
            )
            .filter(posts::id.eq(key(post)))
            .select(takedowns::taken_down_by)
    )?;
    Ok(by.map(|by| AccountId::from_uuid(by.0)))
}
