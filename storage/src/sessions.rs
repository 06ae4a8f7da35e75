//! Signed-in sessions. Only the hash of a token is stored.

use diesel::prelude::*;
use domain::text::Label;
use domain::{AccountId, SessionId, Timestamp};

use crate::schema::sessions;
use crate::tx::{locked, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

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
    /// When a second factor was proven in it.
    pub proven: Option<Timestamp>,
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
            sessions::seen_at.eq(At(session.at)),
            sessions::proven_at.eq(session.proven.map(At)),
            sessions::expires_at.eq(At(session.until)),
        ))
    )?;
    Ok(())
}

/// A session, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id.
    pub id: SessionId,
    /// What its owner calls it.
    pub name: Option<Label>,
    /// When it began.
    pub at: Timestamp,
    /// When it was used last, as far as that was noted.
    pub seen: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

type Row = (Key, Option<String>, At, At, At);

/// The sessions of an account that have not ended by `now`, the newest first.
pub async fn of_account(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Session>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        sessions::table
            .filter(sessions::account_id.eq(key(account)))
            .filter(sessions::expires_at.gt(At(now)))
            .order((sessions::created_at.desc(), sessions::id.desc()))
            .limit(most)
            .select((
                sessions::id,
                sessions::name,
                sessions::created_at,
                sessions::seen_at,
                sessions::expires_at,
            ))
    )?;
    let read = |(id, name, at, seen, until): Row| {
        let corrupt = || CorruptRow::new("sessions", "name", id.0);
        let name = name.map(Label::from_stored).transpose();
        Ok(Session {
            id: SessionId::from_uuid(id.0),
            name: name.map_err(|_unreadable| corrupt())?,
            at: at.0,
            seen: seen.0,
            until: until.0,
        })
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Notes that a session is used.
pub async fn touch(tx: &mut Tx, id: SessionId, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(sessions::table.find(key(id))).set(sessions::seen_at.eq(At(at)))
    )?;
    Ok(())
}

/// Notes that a second factor was proven in a session, which gets another token and ends `until`. Tells whether it was there.
pub async fn prove(
    tx: &mut Tx,
    id: SessionId,
    token_hash: &[u8],
    at: Timestamp,
    until: Timestamp,
) -> Result<bool, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(sessions::table.find(key(id))).set((
            sessions::token_hash.eq(token_hash),
            sessions::proven_at.eq(Some(At(at))),
            sessions::seen_at.eq(At(at)),
            sessions::expires_at.eq(At(until)),
        ))
    )?;
    Ok(changed == 1)
}

/// When a session began, if it is there; locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: SessionId) -> Result<Option<Timestamp>, StorageError> {
    let began = locked!(
        tx,
        At,
        sessions::table.find(key(id)).select(sessions::created_at)
    )?;
    Ok(began.map(|at| at.0))
}

/// Names a session of an account. Tells whether there is one.
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    id: SessionId,
    name: Option<&Label>,
) -> Result<bool, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(
            sessions::table
                .find(key(id))
                .filter(sessions::account_id.eq(key(account)))
        )
        .set(sessions::name.eq(name.map(Label::as_str)))
    )?;
    Ok(changed == 1)
}

/// Ends a session of an account. Tells whether there was one.
pub async fn end(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<bool, StorageError> {
    let ended = run!(
        tx,
        execute,
        diesel::delete(
            sessions::table
                .find(key(id))
                .filter(sessions::account_id.eq(key(account)))
        )
    )?;
    Ok(ended == 1)
}

/// Ends every session of an account but one.
pub async fn end_others(
    tx: &mut Tx,
    account: AccountId,
    kept: SessionId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(
            sessions::table
                .filter(sessions::account_id.eq(key(account)))
                .filter(sessions::id.ne(key(kept)))
        )
    )?;
    Ok(())
}

/// Ends every session of an account.
pub async fn end_all(tx: &mut Tx, account: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(sessions::table.filter(sessions::account_id.eq(key(account))))
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

/// Which sessions of an account are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    All,
    /// Those in which a second factor is yet to be proven.
    Unproven,
}

/// Ends the oldest sessions of an account beyond one that stays in any case and the newest `others` of those that are
/// counted.
pub async fn keep_newest(
    tx: &mut Tx,
    account: AccountId,
    stays: SessionId,
    counted: Counted,
    others: i64,
) -> Result<(), StorageError> {
    let older: Vec<Key> = run!(tx, load, {
        let own = sessions::table
            .filter(sessions::account_id.eq(key(account)))
            .filter(sessions::id.ne(key(stays)))
            .order((sessions::created_at.desc(), sessions::id.desc()))
            .select(sessions::id)
            .limit(1_000)
            .offset(others)
            .into_boxed();
        match counted {
            Counted::All => own,
            Counted::Unproven => own.filter(sessions::proven_at.is_null()),
        }
    })?;
    for session in older {
        run!(tx, execute, diesel::delete(sessions::table.find(session)))?;
    }
    Ok(())
}
