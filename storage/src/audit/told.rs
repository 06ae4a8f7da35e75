//! What of the log is told to those who run the panel, and what the last look at all of it found.

use diesel::prelude::*;
use domain::audit::{AuditedAct, Chapter};
use domain::{AccountId, AuditId, Timestamp};

use super::{By, RecordRow, Verdict};
use crate::schema::{audit_check, audit_records};
use crate::tx::{optional, run};
use crate::types::{At, key};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// A record, as those who run the panel read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The record's id.
    pub id: AuditId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// What was done; nothing where the record has no name that this program knows.
    pub act: Option<AuditedAct>,
    /// In which chapter it stands.
    pub chapter: Chapter,
    /// What it was done to, as a printed id.
    pub subject: String,
    /// Further ids and codes, as a JSON object.
    pub detail: String,
}

impl TryFrom<RecordRow> for Told {
    type Error = CorruptRow;

    fn try_from(row: RecordRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("audit_records", column, row.id.0);
        let by = match (row.actor_kind, row.actor_id) {
            (1, None) => By::Reader,
            (2, Some(account)) => By::Account(AccountId::from_uuid(account.0)),
            (3, None) => By::Operator,
            _ => return Err(corrupt("actor_kind")),
        };
        let mut chapters = Chapter::ALL.into_iter();
        let chapter = chapters.find(|chapter| Some(chapter.number()) == row.chapter);
        Ok(Self {
            id: AuditId::from_uuid(row.id.0),
            at: row.at.0,
            by,
            act: AuditedAct::parse(&row.action),
            chapter: chapter.ok_or_else(|| corrupt("chapter"))?,
            subject: row.subject,
            detail: row.detail,
        })
    }
}

/// Up to `limit` records of a chapter, from one of them on, but for those about whoever reads; the newest first.
pub async fn told(
    tx: &mut Tx,
    chapter: Chapter,
    reader: Option<AccountId>,
    from: Option<AuditId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<Told>, StorageError> {
    let rows: Vec<RecordRow> = run!(tx, load, {
        let all = audit_records::table
            .filter(audit_records::chapter.eq(chapter.number()))
            .limit(limit)
            .select(RecordRow::as_select())
            .into_boxed();
        let all = match reader {
            None => all,
            Some(reader) => {
                let about = audit_records::about_id;
                all.filter(about.is_null().or(about.ne(Some(key(reader)))))
            }
        };
        let all = match direction {
            Direction::Forward => all.order(audit_records::id.desc()),
            Direction::Backward => all.order(audit_records::id.asc()),
        };
        match (direction, from) {
            (_, None) => all,
            (Direction::Forward, Some(from)) => all.filter(audit_records::id.lt(key(from))),
            (Direction::Backward, Some(from)) => all.filter(audit_records::id.gt(key(from))),
        }
    })?;
    let read = |row| Told::try_from(row).map_err(StorageError::from);
    rows.into_iter().map(read).collect()
}

/// One record, where it stands in a chapter and is not about whoever reads.
pub async fn told_one(
    tx: &mut Tx,
    id: AuditId,
    reader: Option<AccountId>,
) -> Result<Option<Told>, StorageError> {
    let row = optional!(
        tx,
        RecordRow,
        audit_records::table
            .find(key(id))
            .filter(audit_records::chapter.is_not_null())
            .select(RecordRow::as_select())
    )?;
    let is_about = |row: &RecordRow| {
        let about = row.about_id.map(|about| AccountId::from_uuid(about.0));
        about.is_some() && about == reader
    };
    let row = row.filter(|row| !is_about(row));
    Ok(row.map(Told::try_from).transpose()?)
}

/// What the last look at the whole log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// When it was.
    pub at: Timestamp,
    /// The place of the first one that did not fit.
    pub broken_at: Option<i64>,
}

/// Notes what a look at the whole log found.
pub async fn note_check(tx: &mut Tx, verdict: &Verdict, at: Timestamp) -> Result<(), StorageError> {
    let broken_at = match verdict {
        Verdict::Sound { .. } => None,
        Verdict::Broken { sequence, .. } => Some(*sequence),
    };
    let found = (
        audit_check::at.eq(At(at)),
        audit_check::broken_at.eq(broken_at),
    );
    run!(
        tx,
        execute,
        diesel::insert_into(audit_check::table)
            .values((audit_check::place.eq(1_i16), found))
            .on_conflict(audit_check::place)
            .do_update()
            .set(found)
    )?;
    Ok(())
}

/// What the last look at the whole log found, if anybody looked.
pub async fn checked(tx: &mut Tx) -> Result<Option<Checked>, StorageError> {
    let row = optional!(
        tx,
        (At, Option<i64>),
        audit_check::table
            .find(1_i16)
            .select((audit_check::at, audit_check::broken_at))
    )?;
    Ok(row.map(|(at, broken_at)| Checked {
        at: at.0,
        broken_at,
    }))
}
