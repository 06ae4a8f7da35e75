//! Accounts, their roles, clearances and credentials. Who somebody is on a request is in `people`.

use diesel::prelude::*;
use domain::account::{READERS, Role, Standing};
use domain::text::{Login, PenName};
use domain::{AccountId, Avatar, IdentityId, Language, Timestamp};

use crate::codes::Coded as _;
use crate::schema::{account_roles, accounts, identities};
use crate::tx::{locked, locked_rows, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// An account to store.
pub struct NewAccount<'a> {
    /// The id it will have.
    pub id: AccountId,
    /// The name to sign in with.
    pub login: &'a Login,
    /// The name that readers see.
    pub pen_name: &'a PenName,
    /// The drawn picture.
    pub avatar: Avatar,
    /// The passphrase's hash, in PHC form.
    pub passphrase: &'a str,
    /// The language that the person reads.
    pub language: Language,
    /// Who it really is, where that is kept.
    pub identity: Option<IdentityId>,
    /// When it is created.
    pub at: Timestamp,
}

/// Stores an account without roles. A login or a look-alike pen name that is taken is a [`StorageError::Conflict`].
pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>) -> Result<(), StorageError> {
    let skeleton = account.pen_name.skeleton();
    run!(
        tx,
        execute,
        diesel::insert_into(accounts::table).values((
            accounts::id.eq(key(account.id)),
            accounts::login.eq(account.login.as_str()),
            accounts::pen_name.eq(account.pen_name.as_str()),
            accounts::pen_name_skeleton.eq(&skeleton),
            accounts::avatar.eq(account.avatar.to_string()),
            accounts::passphrase.eq(account.passphrase),
            accounts::language.eq(account.language.number()),
            accounts::standing.eq(Standing::Active.number()),
            accounts::identity_id.eq(account.identity.map(key)),
            accounts::blog_page.eq(0_i16),
            accounts::created_at.eq(At(account.at)),
            accounts::passphrase_at.eq(At(account.at)),
        ))
    )?;
    Ok(())
}

/// Gives a role; giving it again changes nothing.
pub async fn grant(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(account_roles::table)
            .values((
                account_roles::account_id.eq(key(account)),
                account_roles::role.eq(role.number()),
                account_roles::granted_at.eq(At(at)),
            ))
            .on_conflict_do_nothing()
    )?;
    Ok(())
}

/// Since when an account has one of some roles without a break; nothing where it has none of them.
pub async fn has_since(
    tx: &mut Tx,
    account: AccountId,
    roles: &[Role],
) -> Result<Option<Timestamp>, StorageError> {
    let roles: Vec<i16> = roles.iter().map(|role| role.number()).collect();
    let since = optional!(
        tx,
        At,
        account_roles::table
            .filter(account_roles::account_id.eq(key(account)))
            .filter(account_roles::role.eq_any(roles))
            .order(account_roles::granted_at)
            .limit(1)
            .select(account_roles::granted_at)
    )?;
    Ok(since.map(|since| since.0))
}

/// Locks an account until the transaction ends: of two that count what the account may do, the second waits.
pub async fn lock(tx: &mut Tx, account: AccountId) -> Result<(), StorageError> {
    let found: Option<Key> = locked!(
        tx,
        Key,
        accounts::table.find(key(account)).select(accounts::id)
    )?;
    found
        .map(drop)
        .ok_or(StorageError::CutOff("an account that is not there"))
}

/// Takes a role away; taking it again changes nothing.
pub async fn take_role(tx: &mut Tx, account: AccountId, role: Role) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(account_roles::table.find((key(account), role.number())))
    )?;
    Ok(())
}

/// The accounts that may act and were given a role, locked until the transaction ends: of two who take the last one away,
/// the second waits and finds out.
pub async fn lock_active(tx: &mut Tx, role: Role) -> Result<Vec<AccountId>, StorageError> {
    let holders = || {
        accounts::table
            .filter(accounts::standing.eq(Standing::Active.number()))
            .filter(
                accounts::id.eq_any(
                    account_roles::table
                        .filter(account_roles::role.eq(role.number()))
                        .select(account_roles::account_id),
                ),
            )
            .order(accounts::id)
            .limit(1_000)
            .select(accounts::id)
    };
    let locked: Vec<Key> = locked_rows!(tx, Key, holders())?;
    drop(locked);
    // Looked at anew: whoever waited for the lock sees what was changed meanwhile.
    let active: Vec<Key> = run!(tx, load, holders())?;
    Ok(active
        .into_iter()
        .map(|id| AccountId::from_uuid(id.0))
        .collect())
}

/// Whether anybody who may act has one of these roles, besides some.
pub async fn any_other(
    tx: &mut Tx,
    roles: &[Role],
    besides: [AccountId; 2],
) -> Result<bool, StorageError> {
    let roles: Vec<i16> = roles.iter().map(|role| role.number()).collect();
    let other = optional!(
        tx,
        Key,
        accounts::table
            .inner_join(account_roles::table)
            .filter(accounts::standing.eq(Standing::Active.number()))
            .filter(account_roles::role.eq_any(roles))
            .filter(accounts::id.ne_all(besides.map(key)))
            .limit(1)
            .select(accounts::id)
    )?;
    Ok(other.is_some())
}

/// Changes whether the account may act.
pub async fn set_standing(
    tx: &mut Tx,
    account: AccountId,
    standing: Standing,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(accounts::table.find(key(account)))
            .set(accounts::standing.eq(standing.number()))
    )?;
    Ok(())
}

/// Switches the correspondent's own blog page on or off.
pub async fn set_blog_page(tx: &mut Tx, account: AccountId, on: bool) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(accounts::table.find(key(account)))
            .set(accounts::blog_page.eq(i16::from(on)))
    )?;
    Ok(())
}

/// What signing in compares.
pub struct Credentials {
    /// The account.
    pub account: AccountId,
    /// The passphrase's hash, in PHC form.
    pub passphrase: String,
    /// Whether the account may sign in.
    pub standing: Standing,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
struct CredentialsRow {
    id: Key,
    passphrase: String,
    standing: i16,
}

/// The credentials behind a login.
pub async fn credentials(tx: &mut Tx, login: &Login) -> Result<Option<Credentials>, StorageError> {
    let row = optional!(
        tx,
        CredentialsRow,
        accounts::table
            .filter(accounts::login.eq(login.as_str()))
            .select(CredentialsRow::as_select())
    )?;
    row.map(|row| {
        let standing = Standing::from_number(row.standing)
            .ok_or_else(|| CorruptRow::new("accounts", "standing", row.id.0))?;
        Ok(Credentials {
            account: AccountId::from_uuid(row.id.0),
            passphrase: row.passphrase,
            standing,
        })
    })
    .transpose()
}

/// The account with a login.
pub async fn of_login(tx: &mut Tx, login: &Login) -> Result<Option<AccountId>, StorageError> {
    let row = optional!(
        tx,
        Key,
        accounts::table
            .filter(accounts::login.eq(login.as_str()))
            .select(accounts::id)
    )?;
    Ok(row.map(|row| AccountId::from_uuid(row.0)))
}

/// Whether anybody has an account; the demo refuses to run then.
pub async fn any(tx: &mut Tx) -> Result<bool, StorageError> {
    let first = optional!(
        tx,
        Key,
        accounts::table
            .filter(accounts::id.ne(key(READERS)))
            .select(accounts::id)
            .limit(1)
    )?;
    Ok(first.is_some())
}

/// Says who an account really is that nobody knew of before.
pub async fn set_identity(
    tx: &mut Tx,
    account: AccountId,
    identity: IdentityId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(accounts::table.find(key(account)))
            .set(accounts::identity_id.eq(Some(key(identity))))
    )?;
    Ok(())
}

/// The account of somebody, if there is one by now.
pub async fn of_identity(
    tx: &mut Tx,
    identity: IdentityId,
) -> Result<Option<AccountId>, StorageError> {
    let found = optional!(
        tx,
        Key,
        accounts::table
            .filter(accounts::identity_id.eq(key(identity)))
            .select(accounts::id)
    )?;
    Ok(found.map(|id| AccountId::from_uuid(id.0)))
}

/// Who an account really is, where that is kept.
pub async fn identity(tx: &mut Tx, account: AccountId) -> Result<Option<IdentityId>, StorageError> {
    let found = optional!(
        tx,
        Option<Key>,
        accounts::table
            .find(key(account))
            .select(accounts::identity_id)
    )?;
    Ok(found.flatten().map(|id| IdentityId::from_uuid(id.0)))
}

/// Whom mail to an account goes to, and in which language; nobody where no address is kept, or the account may not act.
pub async fn to_mail(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<(IdentityId, Language)>, StorageError> {
    let found = optional!(
        tx,
        (Key, i16),
        accounts::table
            .inner_join(identities::table)
            .filter(accounts::id.eq(key(account)))
            .filter(accounts::standing.eq(Standing::Active.number()))
            .filter(identities::email.is_not_null())
            .select((identities::id, accounts::language))
    )?;
    let corrupt = || CorruptRow::new("accounts", "language", account.as_uuid());
    let read = |(identity, language): (Key, i16)| {
        let language = Language::from_number(language).ok_or_else(corrupt)?;
        Ok::<_, CorruptRow>((IdentityId::from_uuid(identity.0), language))
    };
    Ok(found.map(read).transpose()?)
}

/// The name that an account signs in with.
pub async fn login(tx: &mut Tx, account: AccountId) -> Result<String, StorageError> {
    run!(
        tx,
        get_result,
        accounts::table.find(key(account)).select(accounts::login)
    )
}

/// The roles that an account was given.
pub async fn roles(tx: &mut Tx, account: AccountId) -> Result<Vec<Role>, StorageError> {
    let codes: Vec<i16> = run!(
        tx,
        load,
        account_roles::table
            .filter(account_roles::account_id.eq(key(account)))
            .order(account_roles::role)
            .select(account_roles::role)
    )?;
    let read = |code| {
        Role::from_number(code)
            .ok_or_else(|| CorruptRow::new("account_roles", "role", account.as_uuid()))
    };
    let read: Result<_, CorruptRow> = codes.into_iter().map(read).collect();
    Ok(read?)
}

/// The account with a pen name that looks like this one.
pub async fn of_pen_name(
    tx: &mut Tx,
    pen_name: &PenName,
) -> Result<Option<AccountId>, StorageError> {
    let found = optional!(
        tx,
        Key,
        accounts::table
            .filter(accounts::pen_name_skeleton.eq(pen_name.skeleton()))
            .select(accounts::id)
    )?;
    Ok(found.map(|id| AccountId::from_uuid(id.0)))
}

/// Stores another passphrase.
pub async fn set_passphrase(
    tx: &mut Tx,
    account: AccountId,
    hash: &str,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(accounts::table.find(key(account))).set((
            accounts::passphrase.eq(hash),
            accounts::passphrase_at.eq(At(at)),
        ))
    )?;
    Ok(())
}

/// When the passphrase of an account was chosen.
pub async fn passphrase_at(tx: &mut Tx, account: AccountId) -> Result<Timestamp, StorageError> {
    let at: At = run!(
        tx,
        get_result,
        accounts::table
            .find(key(account))
            .select(accounts::passphrase_at)
    )?;
    Ok(at.0)
}
