//! Second factors: whether somebody has an authenticator app, which passkeys and recovery codes, and how many guesses
//! failed in a row. Secrets are in `identities`, sealed; what is asked of whom is in `app`.

use diesel::prelude::*;
use domain::text::Label;
use domain::{AccountId, PasskeyId, Timestamp};

use crate::schema::{passkeys, recovery_codes, second_factors};
use crate::tx::{locked, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// What is known of somebody's authenticator app and of failed guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factors {
    /// Since when there is an authenticator app, if there is one.
    pub totp_since: Option<Timestamp>,
    /// The last step of the app whose code was used; no code of it or of an earlier one counts again.
    pub totp_step: i64,
    /// How many guesses failed since the last that was right.
    pub misses: i16,
    /// When the last one failed.
    pub missed_at: Option<Timestamp>,
}

type FactorsRow = (Option<At>, i64, i16, Option<At>);

/// What is known of an account, locked until the transaction ends: of two guesses at once, the second waits.
pub async fn lock(tx: &mut Tx, account: AccountId) -> Result<Factors, StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(second_factors::table)
            .values(second_factors::account_id.eq(key(account)))
            .on_conflict_do_nothing()
    )?;
    let row = locked!(
        tx,
        FactorsRow,
        second_factors::table.find(key(account)).select((
            second_factors::totp_since,
            second_factors::totp_step,
            second_factors::misses,
            second_factors::missed_at,
        ))
    )?;
    let (totp_since, totp_step, misses, missed_at) =
        row.ok_or(StorageError::CutOff("second factors that were just stored"))?;
    Ok(Factors {
        totp_since: totp_since.map(|at| at.0),
        totp_step,
        misses,
        missed_at: missed_at.map(|at| at.0),
    })
}

/// Stores what is known of an account now.
pub async fn store(tx: &mut Tx, account: AccountId, factors: &Factors) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(second_factors::table.find(key(account))).set((
            second_factors::totp_since.eq(factors.totp_since.map(At)),
            second_factors::totp_step.eq(factors.totp_step),
            second_factors::misses.eq(factors.misses),
            second_factors::missed_at.eq(factors.missed_at.map(At)),
        ))
    )?;
    Ok(())
}

/// What somebody can prove.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owned {
    /// Since when there is an authenticator app, if there is one.
    pub totp_since: Option<Timestamp>,
    /// The passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
    /// How many recovery codes were not used.
    pub recovery_codes: i64,
}

impl Owned {
    /// Whether there is anything but recovery codes.
    pub fn any(&self) -> bool {
        self.totp_since.is_some() || !self.passkeys.is_empty()
    }
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The id.
    pub id: PasskeyId,
    /// The public half with its counters, as JSON.
    pub credential: String,
    /// What its owner calls it.
    pub name: Option<Label>,
    /// Since when it is there.
    pub at: Timestamp,
}

type PasskeyRow = (Key, String, Option<String>, At);

/// What an account can prove.
pub async fn of(tx: &mut Tx, account: AccountId) -> Result<Owned, StorageError> {
    let since: Vec<Option<At>> = run!(
        tx,
        load,
        second_factors::table
            .find(key(account))
            .select(second_factors::totp_since)
    )?;
    let codes: i64 = run!(
        tx,
        get_result,
        recovery_codes::table
            .filter(recovery_codes::account_id.eq(key(account)))
            .count()
    )?;
    Ok(Owned {
        totp_since: since.into_iter().flatten().next().map(|at| at.0),
        passkeys: passkeys(tx, account).await?,
        recovery_codes: codes,
    })
}

/// The passkeys of an account, the oldest first.
pub async fn passkeys(tx: &mut Tx, account: AccountId) -> Result<Vec<Passkey>, StorageError> {
    let rows: Vec<PasskeyRow> = run!(
        tx,
        load,
        passkeys::table
            .filter(passkeys::account_id.eq(key(account)))
            .order(passkeys::id)
            .select((
                passkeys::id,
                passkeys::credential,
                passkeys::name,
                passkeys::created_at,
            ))
    )?;
    let read = |(id, credential, name, at): PasskeyRow| {
        let name = name.map(Label::from_stored).transpose();
        Ok(Passkey {
            id: PasskeyId::from_uuid(id.0),
            credential,
            name: name.map_err(|_unreadable| CorruptRow::new("passkeys", "name", id.0))?,
            at: at.0,
        })
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Stores a passkey. One that somebody has already is a conflict.
pub async fn add_passkey(
    tx: &mut Tx,
    account: AccountId,
    credential_id: &[u8],
    passkey: &Passkey,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(passkeys::table).values((
            passkeys::id.eq(key(passkey.id)),
            passkeys::account_id.eq(key(account)),
            passkeys::credential_id.eq(credential_id),
            passkeys::credential.eq(passkey.credential.as_str()),
            passkeys::name.eq(passkey.name.as_ref().map(Label::as_str)),
            passkeys::created_at.eq(At(passkey.at)),
        ))
    )?;
    Ok(())
}

/// Keeps what changed in a passkey when it was used.
pub async fn keep_credential(
    tx: &mut Tx,
    id: PasskeyId,
    credential: &str,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(passkeys::table.find(key(id))).set(passkeys::credential.eq(credential))
    )?;
    Ok(())
}

/// Removes a passkey of an account. Tells whether there was one.
pub async fn remove_passkey(
    tx: &mut Tx,
    account: AccountId,
    id: PasskeyId,
) -> Result<bool, StorageError> {
    let removed = run!(
        tx,
        execute,
        diesel::delete(
            passkeys::table
                .find(key(id))
                .filter(passkeys::account_id.eq(key(account)))
        )
    )?;
    Ok(removed == 1)
}

/// Gives an account recovery codes in place of those before; only their hashes are stored.
pub async fn replace_codes(
    tx: &mut Tx,
    account: AccountId,
    hashes: &[[u8; 32]],
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(key(account))))
    )?;
    for hash in hashes {
        run!(
            tx,
            execute,
            diesel::insert_into(recovery_codes::table).values((
                recovery_codes::code_hash.eq(hash.as_slice()),
                recovery_codes::account_id.eq(key(account)),
            ))
        )?;
    }
    Ok(())
}

/// Uses a recovery code up. Tells whether the account had it.
pub async fn take_code(
    tx: &mut Tx,
    account: AccountId,
    hash: &[u8; 32],
) -> Result<bool, StorageError> {
    let taken = run!(
        tx,
        execute,
        diesel::delete(
            recovery_codes::table
                .find(hash.as_slice())
                .filter(recovery_codes::account_id.eq(key(account)))
        )
    )?;
    Ok(taken == 1)
}

/// Removes every passkey and recovery code of an account.
pub async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(passkeys::table.filter(passkeys::account_id.eq(key(account))))
    )?;
    replace_codes(tx, account, &[]).await
}
