//! Giving roles to people who have an account, and taking them away. Correspondents and guardians come in by joining.

use domain::account::{Role, Standing};
use domain::policy::Action;
use domain::text::Login;
use domain::{AccountId, Actor};
use storage::people::{self, StoredPerson};
use storage::{StorageError, Tx, accounts, sessions};

use crate::failure::Barred;
use crate::record::Record;
use crate::sessions::band;
use crate::{Ctx, Failure, Internal, Outcome};

/// Why a role was not given or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleRefusal {
    /// The actor may not, or there is no such account.
    Barred(Barred),
    /// People become correspondents and guardians by joining.
    ByJoining,
    /// The account belongs to somebody under 18, or is not active.
    Unfit,
    /// Nobody gives a role to themselves or takes one of their own away.
    Own,
    /// Nobody else would be administrator.
    LastAdministrator,
    /// The person leads a group. Let them go from there first.
    LeadsGroup,
}

impl From<Barred> for RoleRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// The account with a login, for commands that name people by it.
pub async fn account_of_login(ctx: &Ctx, login: Login) -> Result<Option<AccountId>, Internal> {
    if !ctx.is_allowed(&Action::GiveRoles) {
        return Ok(None);
    }
    let read = ctx
        .app()
        .db()
        .read::<_, StorageError, _>(async move |tx: &mut Tx| {
            accounts::credentials(tx, &login).await
        });
    Ok(read.await?.map(|known| known.account))
}

/// Gives an adult a role; a second time changes nothing.
pub async fn give_role(ctx: &Ctx, account: AccountId, role: Role) -> Outcome<(), RoleRefusal> {
    ctx.may::<RoleRefusal>(&Action::GiveRoles)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<RoleRefusal>, _>(async move |tx: &mut Tx| {
            give(tx, &inner, account, role).await
        })
        .await
}

/// Takes a role of an adult away, and ends their sessions.
pub async fn take_role(ctx: &Ctx, account: AccountId, role: Role) -> Outcome<(), RoleRefusal> {
    ctx.may::<RoleRefusal>(&Action::GiveRoles)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<RoleRefusal>, _>(async move |tx: &mut Tx| {
            take(tx, &inner, account, role).await
        })
        .await
}

/// Gives a role in a transaction, whoever said so.
pub(crate) async fn give(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    role: Role,
) -> Outcome<(), RoleRefusal> {
    let roles = may_give(tx, ctx, account, role).await?;
    if roles.contains(&role) {
        return Ok(());
    }
    accounts::grant(tx, account, role, ctx.now()).await?;
    // Whoever holds an older session gets nothing from it: the person signs in, and proves what the role asks for.
    sessions::end_all(tx, account).await?;
    record(tx, ctx, "role.given", account, role).await
}

/// Takes a role away in a transaction, whoever said so.
pub(crate) async fn take(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    role: Role,
) -> Outcome<(), RoleRefusal> {
    let roles = may_take(tx, ctx, account, role).await?;
    if !roles.contains(&role) {
        return Ok(());
    }
    if role == Role::Administrator {
        let others = accounts::lock_active(tx, role).await?;
        if !others.iter().any(|other| *other != account) {
            return Err(Failure::Refused(RoleRefusal::LastAdministrator));
        }
    }
    accounts::take_role(tx, account, role).await?;
    sessions::end_all(tx, account).await?;
    record(tx, ctx, "role.taken", account, role).await
}

/// The roles of an account that may get one more.
pub(crate) async fn may_give(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    role: Role,
) -> Outcome<Vec<Role>, RoleRefusal> {
    let found = changeable(tx, ctx, account, role).await?;
    let band = match &found.birth {
        Some(birth) => Some(band(ctx.app(), birth, ctx.today())?),
        None => None,
    };
    let is_adult = band.is_none_or(|band| band == domain::AgeBand::Adult);
    if !is_adult || found.standing != Standing::Active {
        return Err(Failure::Refused(RoleRefusal::Unfit));
    }
    Ok(found.roles)
}

/// The roles of an account that may lose one. Somebody who should never have had it loses it too.
pub(crate) async fn may_take(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    role: Role,
) -> Outcome<Vec<Role>, RoleRefusal> {
    let found = changeable(tx, ctx, account, role).await?;
    if role == Role::Guide && !found.guides.is_empty() {
        return Err(Failure::Refused(RoleRefusal::LeadsGroup));
    }
    Ok(found.roles)
}

/// An account of which a role may be changed.
async fn changeable(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    role: Role,
) -> Outcome<StoredPerson, RoleRefusal> {
    if !role.is_staff() {
        return Err(Failure::Refused(RoleRefusal::ByJoining));
    }
    if is_own(ctx.actor(), account) {
        return Err(Failure::Refused(RoleRefusal::Own));
    }
    let found = people::by_account(tx, account).await?;
    found.ok_or_else(|| Failure::refused(Barred::NotFound))
}

fn is_own(actor: &Actor, account: AccountId) -> bool {
    actor.account() == Some(account)
}

async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    what: &'static str,
    account: AccountId,
    role: Role,
) -> Outcome<(), RoleRefusal> {
    Record::of(what, account)
        .with("role", role.name())
        .store(tx, ctx)
        .await?;
    Ok(())
}
