//! A guide takes an invitation back: nothing stays of whoever was expected, nor of the guardians who were asked, but the
//! audit record that it was so.

use domain::policy::Action;
use domain::{GuardianLinkId, InvitationId};
use storage::{Tx, consents, groups, guardian_links, identities, invitations, mails};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// It is as if the invitation had never been.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct TakenBack {
    /// The invitation.
    #[serde(with = "crate::wire::id")]
    pub invitation: InvitationId,
}

/// Why an invitation was not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeBackRefusal {
    /// The person may not, or there is no such invitation any more.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(TakeBackRefusal);

/// Takes an invitation back that nobody used.
pub async fn take_back(
    ctx: &Ctx,
    invitation: InvitationId,
    retry: Option<ClientMutationId>,
) -> Outcome<TakenBack, TakeBackRefusal> {
    once(ctx, "takeBack", invitation, retry, |tx, ctx, id| {
        Box::pin(write(tx, ctx, id))
    })
    .await
}

async fn write(tx: &mut Tx, ctx: &Ctx, id: InvitationId) -> Outcome<TakenBack, TakeBackRefusal> {
    ctx.person::<TakeBackRefusal>()?;
    let missing = || Failure::<TakeBackRefusal>::refused(Barred::NotFound);
    let found = invitations::get(tx, id).await?.ok_or_else(missing)?;
    if !ctx.is_allowed(&Action::Invite(&found.group)) {
        return Err(missing());
    }
    groups::lock(tx, found.group).await?;
    if !invitations::lock(tx, id).await? {
        return Err(missing());
    }
    let expected = found.expected.identity;
    let links = guardian_links::about(tx, &[expected]).await?;
    let ids: Vec<GuardianLinkId> = links.iter().map(|link| link.id).collect();
    invitations::delete(tx, id).await?;
    mails::delete_with(tx, &ids).await?;
    guardian_links::delete_about(tx, expected).await?;
    consents::delete_about(tx, expected).await?;
    groups::delete_guardians(tx, expected).await?;
    identities::delete(tx, expected).await?;
    for link in links {
        identities::delete_spare(tx, link.recipient).await?;
    }
    Record::of("invitation.taken-back", id)
        .with("group", found.group)
        .store(tx, ctx)
        .await?;
    Ok(TakenBack { invitation: id })
}
