//! Invitations, as they are kept: the hash of a code, the group, and the sealed identity of whoever is expected. Whether
//! one may be used is decided in `app`.

use diesel::prelude::*;
use domain::invitation::{MOST_MISSES, Vouching};
use domain::{AccountId, GroupId, IdentityId, InvitationId, Timestamp};

use crate::identities::{BirthColumns, SealedBirth, birth_columns, sealed_birth};
use crate::schema::{identities, invitations};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// An invitation to store.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation<'a> {
    /// The id it will have.
    pub id: InvitationId,
    /// The hash of its code.
    pub code_hash: &'a [u8; 32],
    /// What the guide knows it by.
    pub reference: &'a str,
    /// The group.
    pub group: GroupId,
    /// Who is expected.
    pub identity: IdentityId,
    /// Who vouches.
    pub vouched_by: AccountId,
    /// Whether another adult has to vouch too.
    pub needs_second: bool,
    /// When it is made.
    pub at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The id.
    pub id: InvitationId,
    /// What the guide knows it by.
    pub reference: String,
    /// Who vouches for them, and for which group.
    pub vouching: Vouching,
    /// Who is expected.
    pub expected: SealedBirth,
    /// How often another birth date was given.
    pub misses: i16,
    /// When it ends.
    pub until: Timestamp,
    /// Whether somebody used it.
    pub is_used: bool,
}

/// Stores an invitation.
pub async fn insert(tx: &mut Tx, new: NewInvitation<'_>) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(invitations::table).values((
            invitations::id.eq(key(new.id)),
            invitations::code_hash.eq(new.code_hash.as_slice()),
            invitations::reference.eq(new.reference),
            invitations::group_id.eq(key(new.group)),
            invitations::identity_id.eq(key(new.identity)),
            invitations::vouched_by.eq(key(new.vouched_by)),
            invitations::needs_second.eq(i16::from(new.needs_second)),
            invitations::created_at.eq(At(new.at)),
            invitations::expires_at.eq(At(new.until)),
        ))
    )?;
    Ok(())
}

type VouchingRow = (Key, Key, i16, Option<Key>);
type Row = (Key, String, VouchingRow, BirthColumns, i16, At, Option<At>);

macro_rules! columns {
    () => {
        (
            invitations::id,
            invitations::reference,
            (
                invitations::group_id,
                invitations::vouched_by,
                invitations::needs_second,
                invitations::seconded_by,
            ),
            birth_columns!(),
            invitations::misses,
            invitations::expires_at,
            invitations::used_at,
        )
    };
}

fn read(row: Row) -> Result<Invitation, CorruptRow> {
    let (id, reference, vouched, birth, misses, until, used) = row;
    let expected = sealed_birth(birth)?;
    Ok(Invitation {
        id: InvitationId::from_uuid(id.0),
        reference,
        vouching: vouching(vouched),
        expected: expected.ok_or(CorruptRow::new("invitations", "identity_id", id.0))?,
        misses,
        until: until.0,
        is_used: used.is_some(),
    })
}

/// The invitation with this code's hash.
pub async fn by_code(
    tx: &mut Tx,
    code_hash: &[u8; 32],
) -> Result<Option<Invitation>, StorageError> {
    let row = optional!(
        tx,
        Row,
        invitations::table
            .inner_join(identities::table)
            .filter(invitations::code_hash.eq(code_hash.as_slice()))
            .select(columns!())
    )?;
    Ok(row.map(read).transpose()?)
}

/// An invitation.
pub async fn get(tx: &mut Tx, id: InvitationId) -> Result<Option<Invitation>, StorageError> {
    let row = optional!(
        tx,
        Row,
        invitations::table
            .inner_join(identities::table)
            .filter(invitations::id.eq(key(id)))
            .select(columns!())
    )?;
    Ok(row.map(read).transpose()?)
}

/// To which group somebody was invited and who vouched; nothing for whoever came in without an invitation.
pub async fn vouching_of(
    tx: &mut Tx,
    expected: IdentityId,
) -> Result<Option<Vouching>, StorageError> {
    let row = optional!(
        tx,
        VouchingRow,
        invitations::table
            .filter(invitations::identity_id.eq(key(expected)))
            .select((
                invitations::group_id,
                invitations::vouched_by,
                invitations::needs_second,
                invitations::seconded_by,
            ))
    )?;
    Ok(row.map(vouching))
}

fn vouching((group, by, is_new, seconded_by): VouchingRow) -> Vouching {
    Vouching {
        group: GroupId::from_uuid(group.0),
        by: AccountId::from_uuid(by.0),
        is_new: is_new == 1,
        seconded_by: seconded_by.map(|by| AccountId::from_uuid(by.0)),
    }
}

/// Up to `most` invitations that nobody used and that ended by `now`.
pub async fn over(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Invitation>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        invitations::table
            .inner_join(identities::table)
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.le(At(now)))
            .order(invitations::id)
            .limit(most)
            .select(columns!())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Locks an invitation until the transaction ends. Tells whether it is there, unused.
pub async fn lock(tx: &mut Tx, id: InvitationId) -> Result<bool, StorageError> {
    let found = locked!(
        tx,
        Option<At>,
        invitations::table
            .find(key(id))
            .select(invitations::used_at)
    )?;
    Ok(found == Some(None))
}

/// Counts that another birth date was given.
pub async fn miss(tx: &mut Tx, id: InvitationId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(invitations::table.find(key(id)))
            .set(invitations::misses.eq(invitations::misses + 1))
    )?;
    Ok(())
}

/// Says that another adult vouches too.
pub async fn second(tx: &mut Tx, id: InvitationId, by: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(invitations::table.find(key(id)))
            .set(invitations::seconded_by.eq(Some(key(by))))
    )?;
    Ok(())
}

/// Uses an invitation up.
pub async fn use_up(tx: &mut Tx, id: InvitationId, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(invitations::table.find(key(id))).set(invitations::used_at.eq(Some(At(at))))
    )?;
    Ok(())
}

/// Removes an invitation.
pub async fn delete(tx: &mut Tx, id: InvitationId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(invitations::table.find(key(id)))
    )?;
    Ok(())
}

/// How many invitations to a group can still be used at `now`.
pub async fn count_open(tx: &mut Tx, group: GroupId, now: Timestamp) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        invitations::table
            .filter(invitations::group_id.eq(key(group)))
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(At(now)))
            .filter(invitations::misses.lt(MOST_MISSES))
            .count()
    )
}

/// Up to `most` invitations to a group that nobody used, the newest first.
pub async fn unused(
    tx: &mut Tx,
    group: GroupId,
    most: i64,
) -> Result<Vec<Invitation>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        invitations::table
            .inner_join(identities::table)
            .filter(invitations::group_id.eq(key(group)))
            .filter(invitations::used_at.is_null())
            .order(invitations::id.desc())
            .limit(most)
            .select(columns!())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}
