//! Who asked a guardian at which address within a day, or gave one for themselves, so that nobody can have mail sent to others again and again. The address
//! is known by its index alone.

use diesel::prelude::*;
use domain::{AccountId, Timestamp};
use uuid::Uuid;

use crate::schema::guardian_askings as askings;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// Who is written to. One does not count for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A guardian.
    Guardian,
    /// Whoever gave the address for themselves.
    Oneself,
}

impl Asked {
    const fn number(self) -> i16 {
        match self {
            Self::Guardian => 1,
            Self::Oneself => 2,
        }
    }
}

/// That somebody asked.
pub struct Asking<'a> {
    /// The id.
    pub id: Uuid,
    /// Who asked.
    pub asked_by: AccountId,
    /// The index of the address.
    pub email_index: &'a [u8; 32],
    /// Who is written to.
    pub asked: Asked,
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
            askings::about.eq(asking.asked.number()),
            askings::at.eq(At(asking.at)),
        ))
    )?;
    Ok(())
}

/// How often somebody asked since then.
pub async fn count_by(
    tx: &mut Tx,
    (asked_by, asked): (AccountId, Asked),
    since: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        askings::table
            .filter(askings::asked_by.eq(key(asked_by)))
            .filter(askings::about.eq(asked.number()))
            .filter(askings::at.gt(At(since)))
            .count()
    )
}

/// How often an address was written to since then, whoever asked.
pub async fn count_to(
    tx: &mut Tx,
    (email_index, asked): (&[u8; 32], Asked),
    since: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        askings::table
            .filter(askings::email_index.eq(email_index.as_slice()))
            .filter(askings::about.eq(asked.number()))
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
