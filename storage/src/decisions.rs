//! Decisions. One row for each adult and revision, naming the bytes that were read; never changed afterwards.

use diesel::prelude::*;
use domain::text::Message;
use domain::{AccountId, ContentHash, DecisionId, ReviewId, RevisionId, StatementId, Timestamp};
use moderation::review::{DecisionKind, Statement};

use crate::codes::Coded as _;
use crate::schema::{decisions, statements};
use crate::statements::{self as stated, StatementRow, StoredStatement};
use crate::tx::run;
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// A decision to store.
#[derive(Debug)]
pub struct NewDecision<'a> {
    /// The id it will have.
    pub id: DecisionId,
    /// The review that it decides.
    pub review: ReviewId,
    /// The revision that was read.
    pub revision: RevisionId,
    /// The bytes that were read.
    pub content_hash: ContentHash,
    /// What was decided.
    pub kind: DecisionKind,
    /// Who decided.
    pub by: AccountId,
    /// Whether it was escalated, and a safeguarding lead decided.
    pub as_lead: bool,
    /// When.
    pub at: Timestamp,
    /// What the authors are told, where it is a refusal; with the id it will have.
    pub statement: Option<(StatementId, &'a Statement)>,
    /// Words to the authors with an approval, if there are any.
    pub message: Option<&'a Message>,
    /// Not before when an approval lets it be public.
    pub publish_at: Option<Timestamp>,
}

/// Stores a decision and its statement. The database refuses one by an author, by a guide or member of the group, by a guardian of an
/// author, a second one by the same adult, and one that names other bytes, and a refusal without a
/// statement.
pub async fn insert(tx: &mut Tx, new: &NewDecision<'_>) -> Result<(), StorageError> {
    if let Some((id, statement)) = new.statement {
        stated::insert(tx, id, (new.revision, new.by), statement).await?;
    }
    run!(
        tx,
        execute,
        diesel::insert_into(decisions::table).values((
            decisions::id.eq(key(new.id)),
            decisions::review_id.eq(key(new.review)),
            decisions::revision_id.eq(key(new.revision)),
            decisions::content_hash.eq(new.content_hash.as_bytes().as_slice()),
            decisions::kind.eq(new.kind.number()),
            decisions::decided_by.eq(key(new.by)),
            decisions::as_lead.eq(i16::from(new.as_lead)),
            decisions::decided_at.eq(At(new.at)),
            decisions::statement_id.eq(new.statement.map(|(id, _)| key(id))),
            decisions::restriction.eq(new.statement.map(|(_, told)| told.restriction.number())),
            decisions::message.eq(new.message.map(Message::as_str)),
            decisions::publish_at.eq(new.publish_at.map(At)),
        ))
    )?;
    Ok(())
}

/// A decision as it was stored, without who decided: authors and reviewers see what and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    /// The decision's id.
    pub id: DecisionId,
    /// What was decided.
    pub kind: DecisionKind,
    /// When.
    pub at: Timestamp,
    /// What the authors are told, where it is a refusal.
    pub statement: Option<StoredStatement>,
    /// Words to the authors with an approval.
    pub message: Option<Message>,
    /// Not before when an approval lets it be public.
    pub publish_at: Option<Timestamp>,
}

type DecisionRow = (
    Key,
    i16,
    At,
    Option<String>,
    Option<At>,
    Option<StatementRow>,
);

/// The decisions on a revision, the first one first. Never more than the adults that a revision needs.
pub async fn of_revision(
    tx: &mut Tx,
    revision: RevisionId,
) -> Result<Vec<StoredDecision>, StorageError> {
    let found = of_revisions(tx, &[revision]).await?;
    Ok(found.into_iter().map(|(_, decision)| decision).collect())
}

/// The decisions on several revisions, the first one of each first.
pub async fn of_revisions(
    tx: &mut Tx,
    revisions: &[RevisionId],
) -> Result<Vec<(RevisionId, StoredDecision)>, StorageError> {
    if revisions.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<(Key, DecisionRow)> = run!(
        tx,
        load,
        decisions::table
            .left_join(statements::table)
            .filter(decisions::revision_id.eq_any(keys(revisions)))
            .order((decisions::decided_at, decisions::id))
            .select((
                decisions::revision_id,
                (
                    decisions::id,
                    decisions::kind,
                    decisions::decided_at,
                    decisions::message,
                    decisions::publish_at,
                    Option::<StatementRow>::as_select(),
                )
            ))
    )?;
    rows.into_iter()
        .map(|(revision, row)| Ok((RevisionId::from_uuid(revision.0), decision_of(row)?)))
        .collect()
}

fn decision_of(
    (id, kind, at, message, publish_at, statement): DecisionRow,
) -> Result<StoredDecision, CorruptRow> {
    let corrupt = |column| CorruptRow::new("decisions", column, id.0);
    Ok(StoredDecision {
        id: DecisionId::from_uuid(id.0),
        kind: DecisionKind::from_number(kind).ok_or_else(|| corrupt("kind"))?,
        at: at.0,
        statement: statement.map(StoredStatement::try_from).transpose()?,
        message: message
            .map(Message::from_stored)
            .transpose()
            .map_err(|_unreadable| corrupt("message"))?,
        publish_at: publish_at.map(|at| at.0),
    })
}

/// Not before when a revision may be public, by the approvals that count.
pub async fn publish_at(
    tx: &mut Tx,
    approvals: &[DecisionId],
) -> Result<Option<Timestamp>, StorageError> {
    let times: Vec<Option<At>> = run!(
        tx,
        load,
        decisions::table
            .filter(decisions::id.eq_any(keys(approvals)))
            .select(decisions::publish_at)
    )?;
    Ok(times.into_iter().flatten().map(|at| at.0).max())
}
