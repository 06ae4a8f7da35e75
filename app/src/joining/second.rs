//! Another adult vouches for somebody, where the first is new to the panel (SAFETY T2).

use domain::InvitationId;
use domain::policy::Action;
use storage::{Tx, groups, invitations};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// Why nobody vouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondRefusal {
    /// The person may not, or there is no such invitation.
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
        Box::pin(write(tx, ctx, id))
    })
    .await
}

async fn write(tx: &mut Tx, ctx: &Ctx, id: InvitationId) -> Outcome<(), SecondRefusal> {
    let account = ctx.person::<SecondRefusal>()?.account;
    let missing = || Failure::<SecondRefusal>::refused(Barred::NotFound);
    let found = invitations::get(tx, id).await?;
    let found = found.filter(|found| !found.is_used).ok_or_else(missing)?;
    // That there is such an invitation is for those who may vouch for others of the group.
    if !ctx.is_allowed(&Action::Invite(&found.vouching.group)) {
        return Err(missing());
    }
    ctx.may::<SecondRefusal>(&Action::SecondInvitation(&found.vouching))?;
    groups::lock(tx, found.vouching.group).await?;
    if !invitations::lock(tx, id).await? {
        return Err(missing());
    }
    let found = invitations::get(tx, id).await?.ok_or_else(missing)?;
    if !found.vouching.needs_second() {
        return Ok(());
    }
    invitations::second(tx, id, account).await?;
    Record::of("invitation.seconded", id)
        .with("group", found.vouching.group)
        .store(tx, ctx)
        .await?;
    Ok(())
}
