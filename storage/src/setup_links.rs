//! Links to set up the first administrator. Only the hash of a code is stored; who may make or use one is asked in
//! `app`.

use diesel::prelude::*;
use domain::Timestamp;

use crate::schema::setup_links;
use crate::tx::{optional, run};
use crate::types::At;
use crate::{StorageError, Tx};

/// Stores a link that is good from `at` until `until`, in place of those before.
pub async fn replace(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    at: Timestamp,
    until: Timestamp,
) -> Result<(), StorageError> {
    run!(tx, execute, diesel::delete(setup_links::table))?;
    run!(
        tx,
        execute,
        diesel::insert_into(setup_links::table).values((
            setup_links::code_hash.eq(code_hash.as_slice()),
            setup_links::created_at.eq(At(at)),
            setup_links::expires_at.eq(At(until)),
        ))
    )?;
    Ok(())
}

/// Whether there is such a link, good at `now`.
pub async fn is_good(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Vec<u8>,
        setup_links::table
            .find(code_hash.as_slice())
            .filter(setup_links::expires_at.gt(At(now)))
            .select(setup_links::code_hash)
    )?;
    Ok(found.is_some())
}

/// Removes every link, and tells whether this one was still among them: of two people who use links at once, the
/// second waits for the first and finds none.
pub async fn take_all(tx: &mut Tx, code_hash: &[u8; 32]) -> Result<bool, StorageError> {
    let taken: Vec<Vec<u8>> = run!(
        tx,
        load,
        diesel::delete(setup_links::table).returning(setup_links::code_hash)
    )?;
    Ok(taken.iter().any(|taken| taken == code_hash))
}
