//! Addresses for mail that somebody gave, until they show that mail reaches them there. The address is sealed with the key of its owner's identity.

use diesel::prelude::*;
use domain::{AccountId, Timestamp};
use uuid::Uuid;

use crate::CorruptRow;
use crate::identities::SealedEmail;
use crate::schema::address_proofs;
use crate::tx::{optional, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// An address that is to be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressProof {
    /// The id.
    pub id: Uuid,
    /// Whose it is to be.
    pub account: AccountId,
    /// The hash of the code in the mail.
    pub code_hash: [u8; 32],
    /// The address.
    pub address: SealedEmail,
    /// Until when the code counts.
    pub until: Timestamp,
}

/// Stores an address that is to be proven, in place of another one of the same account.
pub async fn replace(tx: &mut Tx, proof: &AddressProof) -> Result<(), StorageError> {
    delete(tx, proof.account).await?;
    run!(
        tx,
        execute,
        diesel::insert_into(address_proofs::table).values((
            address_proofs::account_id.eq(key(proof.account)),
            address_proofs::id.eq(Key(proof.id)),
            address_proofs::code_hash.eq(proof.code_hash.as_slice()),
            address_proofs::address.eq(proof.address.sealed.as_slice()),
            address_proofs::address_index.eq(proof.address.index.as_slice()),
            address_proofs::expires_at.eq(At(proof.until)),
        ))
    )?;
    Ok(())
}

/// What an account is to prove, until the code is too old.
pub async fn of_account(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<AddressProof>, StorageError> {
    let row = optional!(
        tx,
        (Key, Vec<u8>, Vec<u8>, Vec<u8>, At),
        address_proofs::table
            .find(key(account))
            .filter(address_proofs::expires_at.gt(At(now)))
            .select((
                address_proofs::id,
                address_proofs::code_hash,
                address_proofs::address,
                address_proofs::address_index,
                address_proofs::expires_at,
            ))
    )?;
    let read = |(id, code_hash, sealed, index, until): (Key, Vec<u8>, Vec<u8>, Vec<u8>, At)| {
        let corrupt = |column| CorruptRow::new("address_proofs", column, id.0);
        Ok::<_, CorruptRow>(AddressProof {
            id: id.0,
            account,
            code_hash: code_hash
                .try_into()
                .map_err(|_length| corrupt("code_hash"))?,
            address: SealedEmail {
                sealed,
                index: index
                    .try_into()
                    .map_err(|_length| corrupt("address_index"))?,
            },
            until: until.0,
        })
    };
    Ok(row.map(read).transpose()?)
}

/// Forgets what an account was to prove, and tells whether there was anything.
pub async fn delete(tx: &mut Tx, account: AccountId) -> Result<bool, StorageError> {
    let gone = run!(
        tx,
        execute,
        diesel::delete(address_proofs::table.find(key(account)))
    )?;
    Ok(gone > 0)
}

/// Forgets what nobody can prove any more.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(address_proofs::table.filter(address_proofs::expires_at.le(At(now))))
    )?;
    Ok(())
}
