//! Signed-in sessions. Only the hash of a token is stored.

use diesel::prelude::*;
use domain::{AccountId, SessionId, Timestamp};

use crate::schema::sessions;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// A session to store.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The id it will have.
    pub id: SessionId,
    /// SHA-256 of the token.
    pub token_hash: &'a [u8],
    /// Whose session it is.
    pub account: AccountId,
    /// When it begins.
    pub at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

/// Stores a session.
pub async fn insert(tx: &mut Tx, session: NewSession<'_>) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(sessions::table).values((
            sessions::id.eq(key(session.id)),
            sessions::token_hash.eq(session.token_hash),
            sessions::account_id.eq(key(session.account)),
            sessions::created_at.eq(At(session.at)),
            sessions::expires_at.eq(At(session.until)),
        ))
    )?;
    Ok(())
}

/// Ends a session.
pub async fn delete(tx: &mut Tx, id: SessionId) -> Result<(), StorageError> {
    run!(tx, execute, diesel::delete(sessions::table.find(key(id))))?;
    Ok(())
}

/// Removes sessions that ended before `now` and tells how many.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<usize, StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(sessions::table.filter(sessions::expires_at.le(At(now))))
    )
}

/// Ends the oldest sessions of an account beyond the newest `most`.
pub async fn keep_newest(tx: &mut Tx, account: AccountId, most: i64) -> Result<(), StorageError> {
    let older: Vec<Key> = run!(
        tx,
        load,
        sessions::table
            .filter(sessions::account_id.eq(key(account)))
            .order((sessions::created_at.desc(), sessions::id.desc()))
            .select(sessions::id)
            .limit(1_000)
            .offset(most)
    )?;
    for session in older {
        run!(tx, execute, diesel::delete(sessions::table.find(session)))?;
    }
    Ok(())
}
