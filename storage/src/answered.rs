//! What was answered to a write that carried a client's id for it, so that a retry gets the same answer, once.

use diesel::prelude::*;
use domain::{AccountId, Timestamp};

use crate::schema::answered_mutations as answered;
use crate::tx::{optional, run};
use crate::types::{At, key};
use crate::{StorageError, Tx};

/// One write as its client names it.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Who writes.
    pub account: AccountId,
    /// The client's id for the write.
    pub client_mutation_id: &'a str,
    /// The operation.
    pub operation: &'a str,
    /// A keyed hash of the operation's input.
    pub input_hash: &'a [u8],
}

/// Whether a write was answered before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// It was not; it is now reserved in this transaction.
    New,
    /// It was, with this answer.
    Answered(String),
    /// The id was used for another operation or input.
    OtherInput,
}

/// Reserves the id in this transaction, or tells what was answered. On PostgreSQL a second transaction with the same
/// id waits here until the first has ended.
pub async fn reserve(tx: &mut Tx, named: Named<'_>, at: Timestamp) -> Result<Before, StorageError> {
    let reserved = run!(
        tx,
        execute,
        diesel::insert_into(answered::table)
            .values((
                answered::account_id.eq(key(named.account)),
                answered::client_mutation_id.eq(named.client_mutation_id),
                answered::operation.eq(named.operation),
                answered::input_hash.eq(named.input_hash),
                answered::at.eq(At(at)),
            ))
            .on_conflict_do_nothing()
    )?;
    if reserved == 1 {
        return Ok(Before::New);
    }
    let row = optional!(
        tx,
        (String, Vec<u8>, Option<String>),
        answered::table
            .find((key(named.account), named.client_mutation_id))
            .select((answered::operation, answered::input_hash, answered::answer))
    )?;
    Ok(match row {
        Some((operation, hash, Some(answer)))
            if operation == named.operation && hash == named.input_hash =>
        {
            Before::Answered(answer)
        }
        Some(_) | None => Before::OtherInput,
    })
}

/// Keeps the answer of a write that [`reserve`] found new.
pub async fn keep(tx: &mut Tx, named: Named<'_>, answer: &str) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(answered::table.find((key(named.account), named.client_mutation_id)))
            .set(answered::answer.eq(answer))
    )?;
    Ok(())
}

/// Forgets answers of some operations older than `before`.
pub async fn purge_of(
    tx: &mut Tx,
    operations: &[&str],
    before: Timestamp,
) -> Result<usize, StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(
            answered::table
                .filter(answered::at.lt(At(before)))
                .filter(answered::operation.eq_any(operations.to_vec()))
        )
    )
}

/// Forgets answers older than `before` and tells how many.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<usize, StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(answered::table.filter(answered::at.lt(At(before))))
    )
}
