//! The adults who work for the panel, as a list.

use diesel::prelude::*;
use domain::AccountId;
use domain::account::{Role, Standing};
use domain::text::PenName;
use domain::vetting::Vetting;

use crate::codes::Coded;
use crate::schema::{account_roles, accounts, vettings};
use crate::tx::{optional, run};
use crate::types::{Key, key, keys};
use crate::vettings::{VettingColumns, vetting, vetting_columns};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// An adult who works for the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// The account.
    pub account: AccountId,
    /// The name to sign in with.
    pub login: String,
    /// The name that others see.
    pub pen_name: PenName,
    /// Whether the account may act.
    pub standing: Standing,
    /// Every role that was given.
    pub roles: Vec<Role>,
    /// What is known of the adult.
    pub vetting: Vetting,
}

type StaffRow = (Key, String, String, i16);

/// Up to `limit` people who were given one of some roles, from an account on: the newest account first, without one of them.
pub async fn list(
    tx: &mut Tx,
    roles: impl Iterator<Item = Role>,
    without: Option<AccountId>,
    from: Option<AccountId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<StaffMember>, StorageError> {
    let mut ids = Vec::new();
    // One role after the other, each along its index: few people of many have any.
    for role in roles {
        // One more, in place of whoever is left out.
        ids.extend(with_role(tx, role, from, direction, limit.saturating_add(1)).await?);
    }
    ids.retain(|id| Some(*id) != without);
    ids.sort_unstable();
    if direction == Direction::Forward {
        ids.reverse();
    }
    ids.dedup();
    ids.truncate(usize::try_from(limit).unwrap_or(0));
    let rows: Vec<StaffRow> = run!(
        tx,
        load,
        accounts::table
            .filter(accounts::id.eq_any(keys(&ids)))
            .select((
                accounts::id,
                accounts::login,
                accounts::pen_name,
                accounts::standing,
            ))
    )?;
    let mut found = with_roles(tx, rows).await?;
    found.sort_unstable_by_key(|member| ids.iter().position(|id| *id == member.account));
    Ok(found)
}

async fn with_role(
    tx: &mut Tx,
    role: Role,
    from: Option<AccountId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<AccountId>, StorageError> {
    let ids: Vec<Key> = run!(tx, load, {
        let all = account_roles::table
            .filter(account_roles::role.eq(role.number()))
            .limit(limit)
            .select(account_roles::account_id)
            .into_boxed();
        let all = match direction {
            Direction::Forward => all.order(account_roles::account_id.desc()),
            Direction::Backward => all.order(account_roles::account_id.asc()),
        };
        match (direction, from) {
            (_, None) => all,
            (Direction::Forward, Some(from)) => all.filter(account_roles::account_id.lt(key(from))),
            (Direction::Backward, Some(from)) => {
                all.filter(account_roles::account_id.gt(key(from)))
            }
        }
    })?;
    Ok(ids
        .into_iter()
        .map(|id| AccountId::from_uuid(id.0))
        .collect())
}

/// One adult who works for the panel.
pub async fn get(tx: &mut Tx, account: AccountId) -> Result<Option<StaffMember>, StorageError> {
    let row = optional!(
        tx,
        StaffRow,
        accounts::table.find(key(account)).select((
            accounts::id,
            accounts::login,
            accounts::pen_name,
            accounts::standing,
        ))
    )?;
    let found = with_roles(tx, row.into_iter().collect()).await?;
    let is_staff = |member: &StaffMember| member.roles.iter().any(|role| role.is_staff());
    Ok(found.into_iter().find(is_staff))
}

async fn with_roles(tx: &mut Tx, rows: Vec<StaffRow>) -> Result<Vec<StaffMember>, StorageError> {
    let ids: Vec<AccountId> = rows
        .iter()
        .map(|(id, ..)| AccountId::from_uuid(id.0))
        .collect();
    let roles = roles_of(tx, &ids).await?;
    let known = vettings_of(tx, &ids).await?;
    rows.into_iter()
        .map(|(id, login, pen_name, standing)| {
            let corrupt = |column| CorruptRow::new("accounts", column, id.0);
            let own = roles.iter().filter(|(account, _)| *account == id.0);
            Ok(StaffMember {
                account: AccountId::from_uuid(id.0),
                login,
                pen_name: PenName::from_stored(pen_name)
                    .map_err(|_unreadable| corrupt("pen_name"))?,
                standing: Standing::from_number(standing).ok_or_else(|| corrupt("standing"))?,
                roles: own.map(|(_, role)| *role).collect(),
                vetting: known
                    .iter()
                    .find(|(account, _)| *account == id.0)
                    .map(|(_, vetting)| *vetting)
                    .unwrap_or_default(),
            })
        })
        .collect()
}

async fn vettings_of(
    tx: &mut Tx,
    accounts: &[AccountId],
) -> Result<Vec<(uuid::Uuid, Vetting)>, StorageError> {
    let rows: Vec<(Key, VettingColumns)> = run!(
        tx,
        load,
        vettings::table
            .filter(vettings::account_id.eq_any(keys(accounts)))
            .select((vettings::account_id, vetting_columns!()))
    )?;
    let read = |(id, columns): (Key, VettingColumns)| Ok((id.0, vetting(id, columns)?));
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

async fn roles_of(
    tx: &mut Tx,
    accounts: &[AccountId],
) -> Result<Vec<(uuid::Uuid, Role)>, StorageError> {
    let rows: Vec<(Key, i16)> = run!(
        tx,
        load,
        account_roles::table
            .filter(account_roles::account_id.eq_any(keys(accounts)))
            .order((account_roles::account_id, account_roles::role))
            .select((account_roles::account_id, account_roles::role))
    )?;
    let read = |(id, code): (Key, i16)| {
        let role = Role::from_number(code);
        let role = role.ok_or_else(|| CorruptRow::new("account_roles", "role", id.0))?;
        Ok((id.0, role))
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}
