//! Who leads a group: appointing guides, and letting one go when the children have another (SAFETY T45).

use domain::account::{Role, Standing};
use domain::policy::Action;
use domain::text::Login;
use domain::vetting::Lack;
use domain::{AccountId, GroupId};
use storage::{StorageError, Tx, accounts, groups, invitations, people};

use super::vetting::lacks;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// Why a guide was not appointed or let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuideRefusal {
    /// The actor may not, or there is no such group.
    Barred(Barred),
    /// Nobody with this login may lead a group: there is none, or the account has not the role, no valid
    /// clearance, or is not active.
    NoGuide,
    /// Whoever is to come instead may lead no group, for the same reasons.
    NoSuccessor,
    /// The person does not lead the group.
    NotLeading,
    /// Members would be left without anybody who leads them.
    LeftAlone,
    /// The retry id was used for something else.
    Reused,
}

refusal!(GuideRefusal);

/// Lets somebody lead a group; a second time changes nothing.
pub async fn appoint_guide(
    ctx: &Ctx,
    group: GroupId,
    login: Login,
    retry: Option<ClientMutationId>,
) -> Outcome<(), GuideRefusal> {
    let input = (group, login);
    once(
        ctx,
        "appointGuide",
        input,
        retry,
        |tx, ctx, (group, login)| {
            Box::pin(async move {
                ctx.may::<GuideRefusal>(&Action::AppointGuides)?;
                let leading = lock(tx, group).await?;
                appoint(tx, ctx, group, &leading, &login).await
            })
        },
    )
    .await
}

/// Somebody who leads a group no longer.
#[derive(Debug, Clone, Hash)]
pub struct LetGuideGo {
    /// The group.
    pub group: GroupId,
    /// Who goes.
    pub login: Login,
    /// Who comes instead, if somebody does.
    pub successor: Option<Login>,
}

/// Lets somebody lead a group no longer, after a successor was appointed where one is named. Whoever leads alone goes
/// only when somebody else leads.
pub async fn let_guide_go(
    ctx: &Ctx,
    going: LetGuideGo,
    retry: Option<ClientMutationId>,
) -> Outcome<(), GuideRefusal> {
    once(ctx, "letGuideGo", going, retry, |tx, ctx, going| {
        Box::pin(let_go(tx, ctx, going))
    })
    .await
}

async fn let_go(tx: &mut Tx, ctx: &Ctx, asked: LetGuideGo) -> Outcome<(), GuideRefusal> {
    ctx.may::<GuideRefusal>(&Action::AppointGuides)?;
    let group = asked.group;
    let mut leading = lock(tx, group).await?;
    if let Some(successor) = asked.successor {
        let appointed = appoint(tx, ctx, group, &leading, &successor).await;
        appointed.map_err(|why| match why {
            Failure::Refused(GuideRefusal::NoGuide) => Failure::Refused(GuideRefusal::NoSuccessor),
            Failure::Refused(_) | Failure::Internal(_) => why,
        })?;
        leading = groups::guides_of(tx, group).await?;
    }
    let known = accounts::credentials(tx, &asked.login).await?;
    let going = known.map(|known| known.account);
    let Some(going) = going.filter(|account| leading.contains(account)) else {
        return Err(Failure::Refused(GuideRefusal::NotLeading));
    };
    let invited = invitations::count_open(tx, group, ctx.now()).await?;
    if groups::count_members(tx, group)
        .await?
        .saturating_add(invited)
        > 0
    {
        others_lead(tx, ctx, &leading, going).await?;
    }
    groups::remove_guide(tx, group, going).await?;
    Record::of("group.guide-removed", group)
        .with("account", going)
        .store(tx, ctx)
        .await?;
    Ok(())
}

/// Locks the group, and gives who leads it.
async fn lock(tx: &mut Tx, group: GroupId) -> Result<Vec<AccountId>, Failure<GuideRefusal>> {
    let found = groups::lock(tx, group).await?;
    found.ok_or_else(|| Failure::<GuideRefusal>::refused(Barred::NotFound))?;
    Ok(groups::guides_of(tx, group).await?)
}

async fn appoint(
    tx: &mut Tx,
    ctx: &Ctx,
    group: GroupId,
    leading: &[AccountId],
    login: &Login,
) -> Result<(), Failure<GuideRefusal>> {
    let known = accounts::credentials(tx, login).await?;
    let account = known.map(|known| known.account);
    let Some(account) = account else {
        return Err(Failure::Refused(GuideRefusal::NoGuide));
    };
    if !may_lead(tx, ctx, account).await? {
        return Err(Failure::Refused(GuideRefusal::NoGuide));
    }
    if leading.contains(&account) {
        return Ok(());
    }
    groups::add_guide(tx, group, account).await?;
    Record::of("group.guide-added", group)
        .with("account", account)
        .store(tx, ctx)
        .await?;
    Ok(())
}

async fn others_lead(
    tx: &mut Tx,
    ctx: &Ctx,
    leading: &[AccountId],
    going: AccountId,
) -> Result<(), Failure<GuideRefusal>> {
    for other in leading.iter().filter(|other| **other != going) {
        if may_lead(tx, ctx, *other).await? {
            return Ok(());
        }
    }
    Err(Failure::Refused(GuideRefusal::LeftAlone))
}

/// Whether an account can lead a group today. Who has yet to be trained or to sign the code of conduct can do so at once,
/// and does nothing as a guide before.
async fn may_lead(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<bool, StorageError> {
    let found = people::by_account(tx, account).await?;
    let today = ctx.today();
    Ok(found.is_some_and(|found| {
        found.standing == Standing::Active
            && found.roles.contains(&Role::Guide)
            && !lacks(&found.vetting, today).contains(&Lack::Certificate)
    }))
}
