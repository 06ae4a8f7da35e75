//! What a session was asked for while its owner sets up or proves a second factor. What it is, is sealed by `app`.

use diesel::prelude::*;
use domain::{SessionId, Timestamp};

pub use crate::codes::CeremonyKind;
use crate::codes::Coded as _;
use crate::schema::ceremonies;
use crate::tx::{optional, run};
use crate::types::{At, key};
use crate::{StorageError, Tx};

/// Asks a session for something, in place of what it was asked for before.
pub async fn begin(
    tx: &mut Tx,
    session: SessionId,
    kind: CeremonyKind,
    state: &[u8],
    until: Timestamp,
) -> Result<(), StorageError> {
    let asked = (
        ceremonies::kind.eq(kind.number()),
        ceremonies::state.eq(state),
        ceremonies::expires_at.eq(At(until)),
    );
    run!(
        tx,
        execute,
        diesel::insert_into(ceremonies::table)
            .values((ceremonies::session_id.eq(key(session)), asked))
            .on_conflict(ceremonies::session_id)
            .do_update()
            .set(asked)
    )?;
    Ok(())
}

/// Gives what a session was asked for, once.
pub async fn take(
    tx: &mut Tx,
    session: SessionId,
    kind: CeremonyKind,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StorageError> {
    let asked = read(tx, session, kind, now).await?;
    end(tx, session).await?;
    Ok(asked)
}

/// Gives what a session is asked for.
pub async fn read(
    tx: &mut Tx,
    session: SessionId,
    kind: CeremonyKind,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StorageError> {
    optional!(
        tx,
        Vec<u8>,
        ceremonies::table
            .find(key(session))
            .filter(ceremonies::kind.eq(kind.number()))
            .filter(ceremonies::expires_at.gt(At(now)))
            .select(ceremonies::state)
    )
}

/// Asks a session for nothing any more.
pub async fn end(tx: &mut Tx, session: SessionId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(ceremonies::table.find(key(session)))
    )?;
    Ok(())
}
