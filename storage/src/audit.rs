//! The audit log. Every write leaves a record in its own transaction; a sequencer chains the records by hash
//! afterwards, so that writers don't wait for each other. `verify` names the first record that does not fit. `told` reads what those who run the panel
//! may read.

mod told;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::audit::Chapter;
use domain::{AccountId, AuditId, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::schema::{audit_chain, audit_head, audit_pending, audit_records};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};
pub use told::{Checked, Told, checked, note_check, told, told_one};

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Somebody without an account.
    Reader,
    /// The person with this account.
    Account(AccountId),
    /// Whoever runs commands on the server, or the server itself.
    Operator,
}

impl By {
    const fn columns(self) -> (i16, Option<AccountId>) {
        match self {
            Self::Reader => (1, None),
            Self::Account(account) => (2, Some(account)),
            Self::Operator => (3, None),
        }
    }
}

/// A record to store: ids and codes only, never texts or names.
#[derive(Debug, Clone, Copy)]
pub struct NewRecord<'a> {
    /// The record's id.
    pub id: AuditId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// What was done, as a stable name.
    pub action: &'a str,
    /// What it was done to, as a printed id.
    pub subject: &'a str,
    /// Further ids and codes, as a JSON object.
    pub detail: &'a str,
    /// Where those who run the panel read of it, if they do.
    pub chapter: Option<Chapter>,
    /// Whom it is about, where that person is not to read of it there.
    pub about: Option<AccountId>,
}

/// Stores a record in the transaction of the write that it tells of.
pub async fn insert(tx: &mut Tx, record: NewRecord<'_>) -> Result<(), StorageError> {
    let (actor_kind, actor) = record.by.columns();
    let chapter = record.chapter.map(Chapter::number);
    run!(
        tx,
        execute,
        diesel::insert_into(audit_records::table).values((
            audit_records::id.eq(key(record.id)),
            audit_records::at.eq(At(record.at)),
            audit_records::actor_kind.eq(actor_kind),
            audit_records::actor_id.eq(actor.map(key)),
            audit_records::action.eq(record.action),
            audit_records::subject.eq(record.subject),
            audit_records::detail.eq(record.detail),
            audit_records::chapter.eq(chapter),
            audit_records::about_id.eq(record.about.map(key)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_records)]
struct RecordRow {
    id: Key,
    at: At,
    actor_kind: i16,
    actor_id: Option<Key>,
    action: String,
    subject: String,
    detail: String,
    chapter: Option<i16>,
    about_id: Option<Key>,
}

/// The hash that the first record follows.
const GENESIS: [u8; 32] = [0; 32];

/// SHA-256 over the previous hash and every column, each text preceded by its length.
fn chained(previous: &[u8], sequence: i64, row: &RecordRow) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(b"altavoz.audit.v1");
    hash.update(previous);
    hash.update(sequence.to_be_bytes());
    hash.update(row.id.0.as_bytes());
    hash.update(row.at.0.as_micros().to_be_bytes());
    hash.update(row.actor_kind.to_be_bytes());
    hash.update(row.actor_id.map_or(Uuid::nil(), |actor| actor.0).as_bytes());
    for text in [&row.action, &row.subject, &row.detail] {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.update(row.chapter.unwrap_or(0).to_be_bytes());
    hash.update(row.about_id.map_or(Uuid::nil(), |about| about.0).as_bytes());
    hash.finalize().into()
}

/// Chains up to `limit` records that are not chained yet and tells how many. One process at a time does it: the
/// head is locked.
pub async fn chain(tx: &mut Tx, limit: i64) -> Result<usize, StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(audit_head::table)
            .values((
                audit_head::place.eq(1_i16),
                audit_head::sequence.eq(0_i64),
                audit_head::hash.eq(GENESIS.as_slice()),
            ))
            .on_conflict_do_nothing()
    )?;
    let head = locked!(
        tx,
        (i64, Vec<u8>),
        audit_head::table
            .find(1_i16)
            .select((audit_head::sequence, audit_head::hash))
    )?;
    let Some((mut sequence, mut hash)) = head else {
        return Ok(0);
    };
    let rows: Vec<RecordRow> = run!(
        tx,
        load,
        audit_pending::table
            .inner_join(audit_records::table.on(audit_records::id.eq(audit_pending::record_id)))
            .order(audit_pending::record_id)
            .limit(limit)
            .select(RecordRow::as_select())
    )?;
    for row in &rows {
        sequence = sequence.saturating_add(1);
        hash = chained(&hash, sequence, row).to_vec();
        run!(
            tx,
            execute,
            diesel::insert_into(audit_chain::table).values((
                audit_chain::sequence.eq(sequence),
                audit_chain::record_id.eq(row.id),
                audit_chain::hash.eq(&hash),
            ))
        )?;
        run!(
            tx,
            execute,
            diesel::delete(audit_pending::table.find(row.id))
        )?;
    }
    if !rows.is_empty() {
        run!(
            tx,
            execute,
            diesel::update(audit_head::table.find(1_i16)).set((
                audit_head::sequence.eq(sequence),
                audit_head::hash.eq(&hash)
            ))
        )?;
    }
    Ok(rows.len())
}

/// What verifying the log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every chained record fits; `waiting` are not chained yet.
    Sound {
        /// How many records are chained.
        chained: i64,
        /// How many records wait for the sequencer.
        waiting: i64,
    },
    /// The record at this place was altered, or one was removed, added or moved there.
    Broken {
        /// The place in the chain.
        sequence: i64,
        /// The record found there, if there is one.
        record: Option<AuditId>,
    },
}

/// A place in the chain, and the record that should be there.
type Link = (i64, Key, Vec<u8>, Option<RecordRow>);

/// Reads the whole chain, a thousand records at a time, and names the first that does not fit; then any that nobody chained and that does not wait for it.
pub async fn verify(tx: &mut Tx) -> Result<Verdict, StorageError> {
    let (mut sequence, mut hash) = (0_i64, GENESIS.to_vec());
    loop {
        let links: Vec<Link> = run!(
            tx,
            load,
            audit_chain::table
                .left_join(audit_records::table.on(audit_records::id.eq(audit_chain::record_id)))
                .filter(audit_chain::sequence.gt(sequence))
                .order(audit_chain::sequence)
                .limit(1_000)
                .select((
                    audit_chain::sequence,
                    audit_chain::record_id,
                    audit_chain::hash,
                    Option::<RecordRow>::as_select(),
                ))
        )?;
        if links.is_empty() {
            break;
        }
        for (at, record, stored, row) in links {
            sequence = sequence.saturating_add(1);
            let expected = row.map(|row| chained(&hash, sequence, &row).to_vec());
            if at != sequence || expected.as_ref() != Some(&stored) {
                let record = (at == sequence).then(|| AuditId::from_uuid(record.0));
                return Ok(Verdict::Broken { sequence, record });
            }
            hash = stored;
        }
    }
    let head = optional!(
        tx,
        (i64, Vec<u8>),
        audit_head::table
            .find(1_i16)
            .select((audit_head::sequence, audit_head::hash))
    )?;
    let next = sequence.saturating_add(1);
    if head.unwrap_or((0, GENESIS.to_vec())) != (sequence, hash) {
        return Ok(Verdict::Broken {
            sequence: next,
            record: None,
        });
    }
    if let Some(record) = unlisted(tx).await? {
        return Ok(Verdict::Broken {
            sequence: next,
            record: Some(record),
        });
    }
    let waiting: i64 = run!(tx, get_result, audit_pending::table.count())?;
    Ok(Verdict::Sound {
        chained: sequence,
        waiting,
    })
}

/// A record that is neither chained nor waits for it: somebody put it there, or took it out of the line.
async fn unlisted(tx: &mut Tx) -> Result<Option<AuditId>, StorageError> {
    let chained = audit_chain::table.filter(audit_chain::record_id.eq(audit_records::id));
    let waits = audit_pending::table.filter(audit_pending::record_id.eq(audit_records::id));
    let found = optional!(
        tx,
        Key,
        audit_records::table
            .filter(not(exists(chained)))
            .filter(not(exists(waits)))
            .order(audit_records::id)
            .select(audit_records::id)
            .limit(1)
    )?;
    Ok(found.map(|id| AuditId::from_uuid(id.0)))
}
