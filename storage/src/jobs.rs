//! Background work as rows: each job has a name, a time and a lease, so that of many processes one runs it.

use diesel::prelude::*;
use domain::{JobId, Timestamp};

use crate::schema::jobs;
use crate::tx::{free, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// A job that this process leased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    /// The job's id.
    pub id: JobId,
    /// Its stable name.
    pub name: String,
    /// How often it failed in a row.
    pub attempts: i32,
}

/// Makes sure that a job with this name exists; one that does is left as it is.
pub async fn ensure(
    tx: &mut Tx,
    id: JobId,
    name: &str,
    run_at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(jobs::table)
            .values((
                jobs::id.eq(key(id)),
                jobs::name.eq(name),
                jobs::run_at.eq(At(run_at)),
                jobs::attempts.eq(0_i32),
            ))
            .on_conflict_do_nothing()
    )?;
    Ok(())
}

/// Leases the first job that is due and that no other process has leased.
pub async fn lease_due(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Leased>, StorageError> {
    let row = free!(
        tx,
        (Key, String, i32),
        jobs::table
            .filter(jobs::run_at.le(At(now)))
            .filter(
                jobs::leased_until
                    .is_null()
                    .or(jobs::leased_until.le(At(now)).assume_not_null()),
            )
            .order((jobs::run_at, jobs::id))
            .select((jobs::id, jobs::name, jobs::attempts))
            .limit(1)
    )?;
    let Some((id, name, attempts)) = row else {
        return Ok(None);
    };
    run!(
        tx,
        execute,
        diesel::update(jobs::table.find(id)).set(jobs::leased_until.eq(At(until)))
    )?;
    Ok(Some(Leased {
        id: JobId::from_uuid(id.0),
        name,
        attempts,
    }))
}

/// Gives a job back that did its work; it runs again at `next`.
pub async fn finish(tx: &mut Tx, id: JobId, next: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(jobs::table.find(key(id))).set((
            jobs::run_at.eq(At(next)),
            jobs::leased_until.eq(None::<At>),
            jobs::attempts.eq(0_i32),
            jobs::last_error.eq(None::<String>),
        ))
    )?;
    Ok(())
}

/// Gives a job back that failed; it is tried again at `retry`. The error is kept without any person's data.
pub async fn fail(
    tx: &mut Tx,
    id: JobId,
    error: &str,
    retry: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(jobs::table.find(key(id))).set((
            jobs::run_at.eq(At(retry)),
            jobs::leased_until.eq(None::<At>),
            jobs::attempts.eq(jobs::attempts + 1),
            jobs::last_error.eq(error),
        ))
    )?;
    Ok(())
}
