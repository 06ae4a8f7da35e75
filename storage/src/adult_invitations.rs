//! Invitations of adults who are to work for the panel, as they are kept: the hash of a code, and who invited. Whether one may be
//! used is decided in `app`.

use diesel::prelude::*;
use domain::{AccountId, AdultInvitationId, Timestamp};

use crate::schema::adult_invitations as invitations;
use crate::tx::{optional, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// An invitation to store.
pub struct NewAdultInvitation<'a> {
    /// The id it will have.
    pub id: AdultInvitationId,
    /// The hash of its code.
    pub code_hash: &'a [u8; 32],
    /// Who invites.
    pub invited_by: AccountId,
    /// When it is made.
    pub at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

/// Stores an invitation.
pub async fn insert(tx: &mut Tx, new: &NewAdultInvitation<'_>) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(invitations::table).values((
            invitations::id.eq(key(new.id)),
            invitations::code_hash.eq(new.code_hash.as_slice()),
            invitations::invited_by.eq(key(new.invited_by)),
            invitations::created_at.eq(At(new.at)),
            invitations::expires_at.eq(At(new.until)),
        ))
    )?;
    Ok(())
}

/// How many invitations of an adult can still be used at `now`.
pub async fn count_open(
    tx: &mut Tx,
    invited_by: AccountId,
    now: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        invitations::table
            .filter(invitations::invited_by.eq(key(invited_by)))
            .filter(invitations::expires_at.gt(At(now)))
            .count()
    )
}

/// Whether there is an invitation with this code's hash, good at `now`.
pub async fn is_good(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        invitations::table
            .filter(invitations::code_hash.eq(code_hash.as_slice()))
            .filter(invitations::expires_at.gt(At(now)))
            .select(invitations::id)
    )?;
    Ok(found.is_some())
}

/// Removes an invitation that is good at `now`, and gives its id and who invited: of two people who use it at once, the second waits
/// for the first and finds none.
pub async fn take(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(AdultInvitationId, AccountId)>, StorageError> {
    let taken: Vec<(Key, Key)> = run!(
        tx,
        load,
        diesel::delete(
            invitations::table
                .filter(invitations::code_hash.eq(code_hash.as_slice()))
                .filter(invitations::expires_at.gt(At(now)))
        )
        .returning((invitations::id, invitations::invited_by))
    )?;
    let taken = taken.into_iter().next();
    Ok(taken.map(|(id, by)| {
        (
            AdultInvitationId::from_uuid(id.0),
            AccountId::from_uuid(by.0),
        )
    }))
}

/// Removes the invitations that an adult made and nobody used, and gives their ids.
pub async fn delete_of(
    tx: &mut Tx,
    invited_by: AccountId,
) -> Result<Vec<AdultInvitationId>, StorageError> {
    let gone: Vec<Key> = run!(
        tx,
        load,
        diesel::delete(invitations::table.filter(invitations::invited_by.eq(key(invited_by))))
            .returning(invitations::id)
    )?;
    Ok(gone
        .into_iter()
        .map(|id| AdultInvitationId::from_uuid(id.0))
        .collect())
}

/// Forgets what ended by then.
pub async fn delete_until(tx: &mut Tx, until: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(invitations::table.filter(invitations::expires_at.le(At(until))))
    )?;
    Ok(())
}
