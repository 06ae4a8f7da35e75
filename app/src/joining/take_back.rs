//! Forgetting invitations: one that a guide takes back, and those that are over. Nothing stays of whoever was expected, nor
//! of guardians who were asked and did not answer, but the audit record that it was so.

use domain::policy::Action;
use domain::{GuardianLinkId, InvitationId};
use storage::invitations::Invitation;
use storage::{
    StorageError, Tx, accounts, consents, groups, guardian_links, identities, invitations, mails,
};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{App, Ctx, Failure, Internal, Outcome};

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
    if !ctx.is_allowed(&Action::Invite(&found.vouching.group)) {
        return Err(missing());
    }
    groups::lock(tx, found.vouching.group).await?;
    if !invitations::lock(tx, id).await? {
        return Err(missing());
    }
    forget(tx, &found).await?;
    Record::of("invitation.taken-back", id)
        .with("group", found.vouching.group)
        .store(tx, ctx)
        .await?;
    Ok(TakenBack { invitation: id })
}

/// Removes an invitation that nobody used, with everything that came with it. A guardian who answered keeps the account.
async fn forget(tx: &mut Tx, invitation: &Invitation) -> Result<(), StorageError> {
    let expected = invitation.expected.identity;
    let links = guardian_links::about(tx, &[expected]).await?;
    let ids: Vec<GuardianLinkId> = links.iter().map(|link| link.id).collect();
    invitations::delete(tx, invitation.id).await?;
    mails::delete_with(tx, &ids).await?;
    guardian_links::delete_about(tx, expected).await?;
    consents::delete_about(tx, expected).await?;
    groups::delete_guardians(tx, expected).await?;
    identities::delete(tx, expected).await?;
    for link in links {
        identities::delete_spare(tx, link.recipient).await?;
    }
    Ok(())
}

/// Forgets invitations that are over, up to so many (SAFETY A3), and links to guardians of those who joined. Tells how
/// many.
pub(crate) async fn forget_over(app: &App, most: i64) -> Result<usize, Internal> {
    let ctx = app.operator();
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            let over = invitations::over(tx, ctx.now(), most).await?;
            let mut forgotten = 0;
            for invitation in over {
                groups::lock(tx, invitation.vouching.group).await?;
                if invitations::lock(tx, invitation.id).await? {
                    forget(tx, &invitation).await?;
                    let record = Record::of("invitation.forgotten", invitation.id);
                    record.store(tx, &ctx).await?;
                    forgotten += 1;
                }
            }
            for link in guardian_links::over(tx, ctx.now(), most).await? {
                // Those of invitations that are still open are the guide's to see.
                let is_joined = accounts::of_identity(tx, link.ward).await?.is_some();
                if is_joined && guardian_links::lock(tx, link.id).await? {
                    mails::delete_with(tx, &[link.id]).await?;
                    guardian_links::delete(tx, link.id).await?;
                    identities::delete_spare(tx, link.recipient).await?;
                }
            }
            Ok(forgotten)
        })
        .await
}
