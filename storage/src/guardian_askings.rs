//! Who asked a guardian at which address within a day, so that nobody can have mail sent to a family again and again. The address
//! is known by its index alone.

use diesel::prelude::*;
use domain::{AccountId, Timestamp};
use uuid::Uuid;

use crate::schema::guardian_askings as askings;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// That somebody asked.
pub struct Asking<'a> {
    /// The id.
    pub id: Uuid,
    /// Who asked.
    pub asked_by: AccountId,
    /// The index of the address.
    pub email_index: &'a [u8; 32],
    /// When.
    pub at: Timestamp,
}

/// Stores that somebody asked.
pub async fn insert(tx: &mut Tx, asking: &Asking<'_>) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(askings::table).values((
            askings::id.eq(Key(asking.id)),
            askings::asked_by.eq(key(asking.asked_by)),
            askings::email_index.eq(asking.email_index.as_slice()),
            askings::at.eq(At(asking.at)),
        ))
    )?;
    Ok(())
}

/// How often somebody asked since then.
pub async fn count_by(
    tx: &mut Tx,
    asked_by: AccountId,
    since: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        askings::table
            .filter(askings::asked_by.eq(key(asked_by)))
            .filter(askings::at.gt(At(since)))
            .count()
    )
}

/// How often an address was written to since then, whoever asked.
pub async fn count_to(
    tx: &mut Tx,
    email_index: &[u8; 32],
    since: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        askings::table
            .filter(askings::email_index.eq(email_index.as_slice()))
            .filter(askings::at.gt(At(since)))
            .count()
    )
}

/// Forgets what was asked by then.
pub async fn delete_until(tx: &mut Tx, until: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(askings::table.filter(askings::at.le(At(until))))
    )?;
    Ok(())
}
