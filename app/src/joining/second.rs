//! Another adult vouches: for somebody whom an adult invited who is new to the panel (SAFETY T2), or for a guardian who is asked
//! later (SAFETY A81). Whoever is a guardian of the child, or is asked to be one, is not that adult.

use domain::invitation::{GUARDIAN_LINK_LASTS, Vouching};
use domain::policy::{Action, Denial};
use domain::publication::Ineligible;
use domain::{AccountId, GuardianLinkId, IdentityId, InvitationId};
use storage::guardian_links::{self, GuardianLink};
use storage::{Tx, accounts, groups, identities, invitations};

use super::ask::write_to;
use super::bounds;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// Why nobody vouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondRefusal {
    /// The person may not, or there is no such invitation or guardian.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(SecondRefusal);

/// Vouches for whoever is invited; a second time changes nothing.
pub async fn second(
    ctx: &Ctx,
    invitation: InvitationId,
    retry: Option<ClientMutationId>,
) -> Outcome<(), SecondRefusal> {
    once(ctx, "second", invitation, retry, |tx, ctx, id| {
        Box::pin(for_child(tx, ctx, id))
    })
    .await
}

/// Vouches for whoever is asked as a guardian, who is then written to; a second time changes nothing.
pub async fn second_guardian(
    ctx: &Ctx,
    link: GuardianLinkId,
    retry: Option<ClientMutationId>,
) -> Outcome<(), SecondRefusal> {
    once(ctx, "secondGuardian", link, retry, |tx, ctx, id| {
        Box::pin(for_guardian(tx, ctx, id))
    })
    .await
}

fn missing() -> Failure<SecondRefusal> {
    Failure::refused(Barred::NotFound)
}

async fn for_child(tx: &mut Tx, ctx: &Ctx, id: InvitationId) -> Outcome<(), SecondRefusal> {
    let account = ctx.person::<SecondRefusal>()?.account;
    let found = invitations::get(tx, id).await?;
    let found = found.filter(|found| !found.is_used).ok_or_else(missing)?;
    may(ctx, &found.vouching)?;
    groups::lock(tx, found.vouching.group).await?;
    if !invitations::lock(tx, id).await? {
        return Err(missing());
    }
    let found = invitations::get(tx, id).await?.ok_or_else(missing)?;
    if !found.vouching.needs_second() {
        return Ok(());
    }
    is_no_guardian(tx, account, found.expected.identity).await?;
    invitations::second(tx, id, account).await?;
    Record::of("invitation.seconded", id)
        .with("group", found.vouching.group)
        .store(tx, ctx)
        .await?;
    Ok(())
}

async fn for_guardian(tx: &mut Tx, ctx: &Ctx, id: GuardianLinkId) -> Outcome<(), SecondRefusal> {
    let account = ctx.person::<SecondRefusal>()?.account;
    let link = unused(tx, ctx, id).await?;
    let vouching = vouching_for(tx, &link).await?.ok_or_else(missing)?;
    may(ctx, &vouching)?;
    let keeping = groups::lock(tx, vouching.group)
        .await?
        .ok_or_else(missing)?;
    if !guardian_links::lock(tx, id).await? {
        return Err(missing());
    }
    let link = unused(tx, ctx, id).await?;
    if !link.is_held() {
        return Ok(());
    }
    is_no_guardian(tx, account, link.ward).await?;
    let until = ctx.now().plus(GUARDIAN_LINK_LASTS);
    guardian_links::second(tx, id, account, until).await?;
    write_to(tx, ctx, &link, keeping.language).await?;
    Record::of("guardian.seconded", id)
        .with("group", vouching.group)
        .store(tx, ctx)
        .await?;
    Ok(())
}

async fn unused(
    tx: &mut Tx,
    ctx: &Ctx,
    id: GuardianLinkId,
) -> Result<GuardianLink, Failure<SecondRefusal>> {
    let link = guardian_links::get(tx, id).await?;
    link.filter(|link| !link.is_used && link.until > ctx.now())
        .ok_or_else(missing)
}

/// Who vouches for a guardian, and in which group the child is.
async fn vouching_for(tx: &mut Tx, link: &GuardianLink) -> Result<Option<Vouching>, Internal> {
    let joined = match accounts::of_identity(tx, link.ward).await? {
        Some(account) => groups::of_member(tx, account).await?,
        None => None,
    };
    let invited = invitations::vouching_of(tx, link.ward).await?;
    let group = joined.or(invited.map(|it| it.group));
    Ok(group.map(|group| link.vouching(group)))
}

/// That there is somebody to vouch for is for those who may vouch for others of the group.
fn may(ctx: &Ctx, vouching: &Vouching) -> Result<(), Failure<SecondRefusal>> {
    if !ctx.is_allowed(&Action::Invite(&vouching.group)) {
        return Err(missing());
    }
    ctx.may::<SecondRefusal>(&Action::SecondInvitation(vouching))
}

/// Goes on only if an account is not that of a guardian of the child, and no guardian is asked at its address.
async fn is_no_guardian(
    tx: &mut Tx,
    account: AccountId,
    child: IdentityId,
) -> Result<(), Failure<SecondRefusal>> {
    let own = bounds::address_of(tx, account).await?;
    let mut is_asked = false;
    for link in guardian_links::about(tx, &[child]).await? {
        let recipient = identities::get(tx, link.recipient).await?;
        let email = recipient.and_then(|it| it.email).map(|email| email.index);
        is_asked |= own.is_some() && own == email;
    }
    if is_asked || groups::is_guardian(tx, account, child).await? {
        let related = Denial::Related(Ineligible::OwnWard);
        return Err(Failure::refused(Barred::Denied(related)));
    }
    Ok(())
}
