//! Whom correspondents keep away. What they then don't see is in `comments`.

use diesel::prelude::*;
use domain::account::Role;
use domain::silence::{SILENCED_MOST, Silence};
use domain::{AccountId, Timestamp};

use crate::codes::Coded as _;
use crate::feed::{AuthorRow, PublicAuthor, author_of};
use crate::schema::{account_roles, accounts, silences};
use crate::tx::{optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// Somebody whom a correspondent keeps away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    /// Whom.
    pub other: PublicAuthor,
    /// How.
    pub silence: Silence,
    /// Since when.
    pub since: Timestamp,
}

/// Keeps `other` away from `account`, or not any more. The account is locked by the caller.
pub async fn set(
    tx: &mut Tx,
    (account, other): (AccountId, AccountId),
    silence: Option<Silence>,
    at: Timestamp,
) -> Result<(), StorageError> {
    let Some(silence) = silence else {
        run!(
            tx,
            execute,
            diesel::delete(silences::table.find((key(account), key(other))))
        )?;
        return Ok(());
    };
    let (kind, since) = (
        silences::kind.eq(silence.number()),
        silences::since.eq(At(at)),
    );
    run!(
        tx,
        execute,
        diesel::insert_into(silences::table)
            .values((
                silences::account_id.eq(key(account)),
                silences::other_id.eq(key(other)),
                kind,
                since,
            ))
            .on_conflict((silences::account_id, silences::other_id))
            .do_update()
            .set((kind, since))
    )?;
    Ok(())
}

/// Whom `account` keeps away, the newest first.
pub async fn of(tx: &mut Tx, account: AccountId) -> Result<Vec<Silenced>, StorageError> {
    let most = i64::try_from(SILENCED_MOST).unwrap_or(i64::MAX);
    let rows: Vec<(AuthorRow, i16, At)> = run!(
        tx,
        load,
        silences::table
            .inner_join(accounts::table.on(accounts::id.eq(silences::other_id)))
            .filter(silences::account_id.eq(key(account)))
            .order((silences::since.desc(), silences::other_id))
            .select((AuthorRow::as_select(), silences::kind, silences::since))
            .limit(most)
    )?;
    let read = rows.into_iter().map(|(author, kind, since)| {
        let corrupt = || CorruptRow::new("silences", "kind", account.as_uuid());
        Ok(Silenced {
            other: author_of(author)?,
            silence: Silence::from_number(kind).ok_or_else(corrupt)?,
            since: since.0,
        })
    });
    Ok(read.collect::<Result<_, CorruptRow>>()?)
}

/// Whether somebody is or was a correspondent.
pub async fn is_correspondent(tx: &mut Tx, account: AccountId) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        account_roles::table
            .find((key(account), Role::Correspondent.number()))
            .select(account_roles::account_id)
    )?;
    Ok(found.is_some())
}

/// Whether one of `accounts` blocked `other`.
pub async fn blocks(
    tx: &mut Tx,
    accounts: &[AccountId],
    other: AccountId,
) -> Result<bool, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        silences::table
            .filter(silences::account_id.eq_any(keys(accounts)))
            .filter(silences::other_id.eq(key(other)))
            .filter(silences::kind.eq(Silence::Blocked.number()))
            .select(silences::account_id)
            .limit(1)
    )?;
    Ok(!rows.is_empty())
}
