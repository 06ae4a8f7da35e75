//! What was handed to the safeguarding leads, until they close it. What became of a child is said in a code and in words of theirs, nowhere else.

use diesel::prelude::*;
use domain::post::revision::Revision;
use domain::text::Message;
use domain::{AccountId, EscalationId, PostId, RevisionId, Timestamp};
use moderation::review::{EscalationOutcome, EscalationReason};

use crate::codes::Coded as _;
use crate::schema::escalations;
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// What was handed to the safeguarding leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// The id.
    pub id: EscalationId,
    /// The post that it is about.
    pub post: PostId,
    /// The revision that was read when it was handed on.
    pub revision: RevisionId,
    /// Why.
    pub reason: EscalationReason,
    /// Why, in the words of whoever handed it on.
    pub note: Option<Message>,
    /// Who handed it on.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// How it was closed, if it was.
    pub closed: Option<Closing>,
}

/// How an escalation was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Who closed it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: EscalationOutcome,
    /// What became of it, in words.
    pub note: Option<Message>,
}

/// Stores that a revision was handed on. A second open one of the same post is a [`StorageError::Conflict`].
pub async fn insert(
    tx: &mut Tx,
    new: &Escalation,
    revision: &Revision,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(escalations::table).values((
            escalations::id.eq(key(new.id)),
            escalations::post_id.eq(key(revision.post)),
            escalations::revision_id.eq(key(revision.id)),
            escalations::content_hash.eq(revision.content_hash.as_bytes().as_slice()),
            escalations::reason.eq(new.reason.number()),
            escalations::note.eq(new.note.as_ref().map(Message::as_str)),
            escalations::escalated_by.eq(key(new.by)),
            escalations::escalated_at.eq(At(new.at)),
            escalations::alarm_at.eq(At(new.at)),
        ))
    )?;
    Ok(())
}

/// Stores how one was closed. The database refuses it of anybody who is no safeguarding lead, and a second time.
pub async fn close(tx: &mut Tx, id: EscalationId, closing: &Closing) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(escalations::table.find(key(id))).set((
            escalations::closed_by.eq(Some(key(closing.by))),
            escalations::closed_at.eq(Some(At(closing.at))),
            escalations::outcome.eq(Some(closing.outcome.number())),
            escalations::closing_note.eq(closing.note.as_ref().map(Message::as_str)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = escalations)]
struct Row {
    id: Key,
    post_id: Key,
    revision_id: Key,
    reason: i16,
    note: Option<String>,
    escalated_by: Key,
    escalated_at: At,
    closed_by: Option<Key>,
    closed_at: Option<At>,
    outcome: Option<i16>,
    closing_note: Option<String>,
}

impl TryFrom<Row> for Escalation {
    type Error = CorruptRow;

    fn try_from(row: Row) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("escalations", column, row.id.0);
        let words = |stored: Option<String>, column| {
            let read = stored.map(Message::from_stored).transpose();
            read.map_err(|_unreadable| corrupt(column))
        };
        let closed = match (row.closed_by, row.closed_at, row.outcome) {
            (Some(by), Some(at), Some(outcome)) => Some(Closing {
                by: AccountId::from_uuid(by.0),
                at: at.0,
                outcome: EscalationOutcome::from_number(outcome)
                    .ok_or_else(|| corrupt("outcome"))?,
                note: words(row.closing_note, "closing_note")?,
            }),
            _ => None,
        };
        Ok(Self {
            id: EscalationId::from_uuid(row.id.0),
            post: PostId::from_uuid(row.post_id.0),
            revision: RevisionId::from_uuid(row.revision_id.0),
            reason: EscalationReason::from_number(row.reason).ok_or_else(|| corrupt("reason"))?,
            note: words(row.note, "note")?,
            by: AccountId::from_uuid(row.escalated_by.0),
            at: row.escalated_at.0,
            closed,
        })
    }
}

/// The post that one is about, so that it can be locked first.
pub async fn post_of(tx: &mut Tx, id: EscalationId) -> Result<Option<PostId>, StorageError> {
    let post = optional!(
        tx,
        Key,
        escalations::table
            .find(key(id))
            .select(escalations::post_id)
    )?;
    Ok(post.map(|post| PostId::from_uuid(post.0)))
}

/// One of them, locked until the transaction ends. Its post is locked by the caller.
pub async fn lock(tx: &mut Tx, id: EscalationId) -> Result<Option<Escalation>, StorageError> {
    let row = locked!(
        tx,
        Row,
        escalations::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(Escalation::try_from).transpose()?)
}

/// One of them.
pub async fn get(tx: &mut Tx, id: EscalationId) -> Result<Option<Escalation>, StorageError> {
    let row = optional!(
        tx,
        Row,
        escalations::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(Escalation::try_from).transpose()?)
}

/// The open one of a post, if there is one: what its authors send is for the safeguarding leads until they close it.
pub async fn open_of(tx: &mut Tx, post: PostId) -> Result<Option<Escalation>, StorageError> {
    let row = optional!(
        tx,
        Row,
        escalations::table
            .filter(escalations::post_id.eq(key(post)))
            .filter(escalations::closed_at.is_null())
            .select(Row::as_select())
    )?;
    Ok(row.map(Escalation::try_from).transpose()?)
}

/// Those that are open, the oldest first, so many at most.
pub async fn open(tx: &mut Tx, most: i64) -> Result<Vec<Escalation>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        escalations::table
            .filter(escalations::closed_at.is_null())
            .order((escalations::escalated_at, escalations::id))
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

/// Those that are closed, the last closed first, so many at most.
pub async fn closed(tx: &mut Tx, most: i64) -> Result<Vec<Escalation>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        escalations::table
            .filter(escalations::closed_at.is_not_null())
            .order((escalations::closed_at.desc(), escalations::id))
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

fn read(rows: Vec<Row>) -> Result<Vec<Escalation>, StorageError> {
    let read: Result<_, CorruptRow> = rows.into_iter().map(Escalation::try_from).collect();
    Ok(read?)
}

/// Those that are open and about which the leads are to be called at `now`, the longest due first, so many at most.
pub async fn due(
    tx: &mut Tx,
    now: Timestamp,
    most: i64,
) -> Result<Vec<EscalationId>, StorageError> {
    let ids: Vec<Key> = run!(
        tx,
        load,
        escalations::table
            .filter(escalations::closed_at.is_null())
            .filter(escalations::alarm_at.le(At(now)))
            .order((escalations::alarm_at, escalations::id))
            .limit(most)
            .select(escalations::id)
    )?;
    Ok(ids
        .into_iter()
        .map(|id| EscalationId::from_uuid(id.0))
        .collect())
}

/// Puts off the calls about some that are due at `now` until `until`. Tells how many were: whoever puts one off calls.
pub async fn put_off(
    tx: &mut Tx,
    due: &[EscalationId],
    now: Timestamp,
    until: Timestamp,
) -> Result<usize, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(
            escalations::table
                .filter(escalations::id.eq_any(keys(due)))
                .filter(escalations::closed_at.is_null())
                .filter(escalations::alarm_at.le(At(now)))
        )
        .set(escalations::alarm_at.eq(At(until)))
    )?;
    Ok(changed)
}
