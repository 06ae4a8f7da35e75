//! Acts that need two adults, from being asked for to being answered.

use diesel::prelude::*;
use domain::account::Role;
use domain::act::{Act, AskedAct, OpeningReason};
use domain::{AccountId, ActId, GroupId, Timestamp};

use crate::codes::Coded as _;
use crate::schema::{acts_for_two as acts, memberships};
use crate::tx::{locked, optional, run};
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
    /// When an identity was read first, or a code used, if it was.
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
const PASSPHRASE: i16 = 5;

/// Stores an act that was asked for.
pub async fn insert(tx: &mut Tx, act: &StoredAct) -> Result<(), StorageError> {
    let (kind, role, reason) = match act.asked.act {
        Act::GiveRole(role) => (GIVE_ROLE, Some(role.number()), None),
        Act::TakeRole(role) => (TAKE_ROLE, Some(role.number()), None),
        Act::ResetSecondFactors => (RESET, None, None),
        Act::OpenIdentity(reason) => (OPEN, None, Some(reason.number())),
        Act::ResetPassphrase => (PASSPHRASE, None, None),
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

/// An act with the group of whom it is about.
type ActRow = (Row, Option<Key>);

impl TryFrom<ActRow> for StoredAct {
    type Error = CorruptRow;

    fn try_from((row, group): ActRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("acts_for_two", column, row.id.0);
        let role = row.role.and_then(Role::from_number);
        let reason = row.reason.and_then(OpeningReason::from_number);
        let act = match (row.kind, role, reason) {
            (GIVE_ROLE, Some(role), None) => Act::GiveRole(role),
            (TAKE_ROLE, Some(role), None) => Act::TakeRole(role),
            (RESET, None, None) => Act::ResetSecondFactors,
            (OPEN, None, Some(reason)) => Act::OpenIdentity(reason),
            (PASSPHRASE, None, None) => Act::ResetPassphrase,
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
                group: group.map(|group| GroupId::from_uuid(group.0)),
                asked_by: AccountId::from_uuid(row.asked_by.0),
            },
            at: row.asked_at.0,
            until: row.expires_at.0,
            answer,
            opened: row.opened_at.map(|at| at.0),
        })
    }
}

/// An act with the group of whom it is about, of a query on its table.
macro_rules! with_group {
    ($query:expr) => {
        $query
            .left_join(memberships::table.on(memberships::account_id.eq(acts::about)))
            .select((Row::as_select(), memberships::group_id.nullable()))
    };
}

/// An act, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: ActId) -> Result<Option<StoredAct>, StorageError> {
    let found = locked!(tx, Key, acts::table.find(key(id)).select(acts::id))?;
    if found.is_none() {
        return Ok(None);
    }
    get(tx, id).await
}

/// An act.
pub async fn get(tx: &mut Tx, id: ActId) -> Result<Option<StoredAct>, StorageError> {
    let row = optional!(
        tx,
        ActRow,
        with_group!(acts::table.filter(acts::id.eq(key(id))))
    )?;
    Ok(row.map(StoredAct::try_from).transpose()?)
}

/// The act with this code for a forgotten passphrase.
pub async fn of_code(tx: &mut Tx, hash: &[u8; 32]) -> Result<Option<StoredAct>, StorageError> {
    let row = optional!(
        tx,
        ActRow,
        with_group!(acts::table.filter(acts::code_hash.eq(hash.as_slice())))
    )?;
    Ok(row.map(StoredAct::try_from).transpose()?)
}

/// Keeps the hash of the code that an act gives.
pub async fn set_code(tx: &mut Tx, id: ActId, hash: &[u8; 32]) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(acts::table.find(key(id))).set(acts::code_hash.eq(Some(hash.as_slice())))
    )?;
    Ok(())
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

/// Notes that an identity is read, or a code used; the first time counts.
pub async fn note_opened(tx: &mut Tx, id: ActId, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(acts::table.find(key(id)).filter(acts::opened_at.is_null()))
            .set(acts::opened_at.eq(Some(At(at))))
    )?;
    Ok(())
}

/// What somebody asked for since a moment, the newest first.
pub async fn asked_by(
    tx: &mut Tx,
    account: AccountId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<StoredAct>, StorageError> {
    let rows: Vec<ActRow> = run!(
        tx,
        load,
        with_group!(
            acts::table
                .filter(acts::asked_by.eq(key(account)))
                .filter(acts::asked_at.ge(At(since)))
                .order((acts::asked_at.desc(), acts::id.desc()))
                .limit(most)
        )
    )?;
    read(rows)
}

/// What nobody answered yet and still can be, whoever asked: what is over first, first.
pub async fn open(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<StoredAct>, StorageError> {
    let rows: Vec<ActRow> = run!(
        tx,
        load,
        with_group!(
            acts::table
                .filter(acts::answered_by.is_null())
                .filter(acts::expires_at.gt(At(now)))
                .order((acts::expires_at, acts::id))
                .limit(most)
        )
    )?;
    read(rows)
}

/// The acts by which an account's identity was read, the newest first.
pub async fn openings_of(
    tx: &mut Tx,
    account: AccountId,
    most: i64,
) -> Result<Vec<StoredAct>, StorageError> {
    let rows: Vec<ActRow> = run!(
        tx,
        load,
        with_group!(
            acts::table
                .filter(acts::about.eq(key(account)))
                .filter(acts::kind.eq(OPEN))
                .filter(acts::opened_at.is_not_null())
                .order(acts::id.desc())
                .limit(most)
        )
    )?;
    read(rows)
}

fn read(rows: Vec<ActRow>) -> Result<Vec<StoredAct>, StorageError> {
    let read: Result<_, CorruptRow> = rows.into_iter().map(StoredAct::try_from).collect();
    Ok(read?)
}
