//! Facts that others are told about after the write that made them was committed. They carry ids, never texts.

use diesel::prelude::*;
use domain::{EventId, Timestamp};
use uuid::Uuid;

use crate::schema::outbox;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// A fact in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The fact's id.
    pub id: EventId,
    /// What happened, as a stable name.
    pub kind: String,
    /// What it happened to.
    pub subject: Uuid,
}

/// Puts a fact into the outbox, in the transaction of the write that made it.
pub async fn insert(
    tx: &mut Tx,
    id: EventId,
    kind: &str,
    subject: Uuid,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(outbox::table).values((
            outbox::id.eq(key(id)),
            outbox::at.eq(At(at)),
            outbox::kind.eq(kind),
            outbox::subject.eq(Key(subject)),
        ))
    )?;
    Ok(())
}

/// Takes up to `limit` facts out, the oldest first.
pub async fn take(tx: &mut Tx, limit: i64) -> Result<Vec<StoredEvent>, StorageError> {
    let rows: Vec<(Key, String, Key)> = run!(
        tx,
        load,
        outbox::table
            .order((outbox::at, outbox::id))
            .select((outbox::id, outbox::kind, outbox::subject))
            .limit(limit)
    )?;
    let mut taken = Vec::with_capacity(rows.len());
    for (id, kind, subject) in rows {
        // On PostgreSQL another process may have taken it in between.
        if run!(tx, execute, diesel::delete(outbox::table.find(id)))? == 1 {
            taken.push(StoredEvent {
                id: EventId::from_uuid(id.0),
                kind,
                subject: subject.0,
            });
        }
    }
    Ok(taken)
}
