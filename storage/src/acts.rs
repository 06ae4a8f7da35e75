//! Acts that need two adults, from being asked for to being answered.

use diesel::prelude::*;
use domain::account::Role;
use domain::act::{Act, AskedAct, OpeningReason};
use domain::{AccountId, ActId, Timestamp};

use crate::codes::Coded as _;
use crate::schema::acts_for_two as acts;
use crate::tx::{locked, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// An act, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAct {
    /// The id.
    pub id: ActId,
    /// What was asked for, about whom and by whom.
    pub asked: AskedAct,
    /// When it was asked for.
    pub at: Timestamp,
    /// Until when it can be answered.
    pub until: Timestamp,
    /// How it was answered, if it was.
    pub answer: Option<ActAnswer>,
    /// When an identity was read first, if it was.
    pub opened: Option<Timestamp>,
}

/// How an act was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActAnswer {
    /// Who answered.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Whether they agreed.
    pub agreed: bool,
}

const GIVE_ROLE: i16 = 1;
const TAKE_ROLE: i16 = 2;
const RESET: i16 = 3;
const OPEN: i16 = 4;

/// Stores an act that was asked for.
pub async fn insert(tx: &mut Tx, act: &StoredAct) -> Result<(), StorageError> {
    let (kind, role, reason) = match act.asked.act {
        Act::GiveRole(role) => (GIVE_ROLE, Some(role.number()), None),
        Act::TakeRole(role) => (TAKE_ROLE, Some(role.number()), None),
        Act::ResetSecondFactors => (RESET, None, None),
        Act::OpenIdentity(reason) => (OPEN, None, Some(reason.number())),
    };
    run!(
        tx,
        execute,
        diesel::insert_into(acts::table).values((
            acts::id.eq(key(act.id)),
            acts::kind.eq(kind),
            acts::about.eq(key(act.asked.about)),
            acts::role.eq(role),
            acts::reason.eq(reason),
            acts::asked_by.eq(key(act.asked.asked_by)),
            acts::asked_at.eq(At(act.at)),
            acts::expires_at.eq(At(act.until)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = acts)]
struct Row {
    id: Key,
    kind: i16,
    about: Key,
    role: Option<i16>,
    reason: Option<i16>,
    asked_by: Key,
    asked_at: At,
    expires_at: At,
    answered_by: Option<Key>,
    answered_at: Option<At>,
    agreed: Option<i16>,
    opened_at: Option<At>,
}

impl TryFrom<Row> for StoredAct {
    type Error = CorruptRow;

    fn try_from(row: Row) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("acts_for_two", column, row.id.0);
        let role = row.role.and_then(Role::from_number);
        let reason = row.reason.and_then(OpeningReason::from_number);
        let act = match (row.kind, role, reason) {
            (GIVE_ROLE, Some(role), None) => Act::GiveRole(role),
            (TAKE_ROLE, Some(role), None) => Act::TakeRole(role),
            (RESET, None, None) => Act::ResetSecondFactors,
            (OPEN, None, Some(reason)) => Act::OpenIdentity(reason),
            _ => return Err(corrupt("kind")),
        };
        let answer = match (row.answered_by, row.answered_at, row.agreed) {
            (Some(by), Some(at), Some(agreed)) => Some(ActAnswer {
                by: AccountId::from_uuid(by.0),
                at: at.0,
                agreed: agreed == 1,
            }),
            _ => None,
        };
        Ok(Self {
            id: ActId::from_uuid(row.id.0),
            asked: AskedAct {
                act,
                about: AccountId::from_uuid(row.about.0),
                asked_by: AccountId::from_uuid(row.asked_by.0),
            },
            at: row.asked_at.0,
            until: row.expires_at.0,
            answer,
            opened: row.opened_at.map(|at| at.0),
        })
    }
}

/// An act, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: ActId) -> Result<Option<StoredAct>, StorageError> {
    let row = locked!(tx, Row, acts::table.find(key(id)).select(Row::as_select()))?;
    Ok(row.map(StoredAct::try_from).transpose()?)
}

/// Keeps how an act was answered.
pub async fn answer(tx: &mut Tx, id: ActId, answer: &ActAnswer) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(acts::table.find(key(id))).set((
            acts::answered_by.eq(Some(key(answer.by))),
            acts::answered_at.eq(Some(At(answer.at))),
            acts::agreed.eq(Some(i16::from(answer.agreed))),
        ))
    )?;
    Ok(())
}

/// Notes that an identity is read; the first time counts.
pub async fn note_opened(tx: &mut Tx, id: ActId, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(acts::table.find(key(id)).filter(acts::opened_at.is_null()))
            .set(acts::opened_at.eq(Some(At(at))))
    )?;
    Ok(())
}

/// The acts that were asked for since a moment, the newest first.
pub async fn since(tx: &mut Tx, at: Timestamp, most: i64) -> Result<Vec<StoredAct>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        acts::table
            .filter(acts::asked_at.ge(At(at)))
            .order((acts::asked_at.desc(), acts::id.desc()))
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

/// The acts by which an account's identity was read, the newest first.
pub async fn openings_of(
    tx: &mut Tx,
    account: AccountId,
    most: i64,
) -> Result<Vec<StoredAct>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        acts::table
            .filter(acts::about.eq(key(account)))
            .filter(acts::opened_at.is_not_null())
            .order(acts::id.desc())
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

fn read(rows: Vec<Row>) -> Result<Vec<StoredAct>, StorageError> {
    let read: Result<_, CorruptRow> = rows.into_iter().map(StoredAct::try_from).collect();
    Ok(read?)
}
