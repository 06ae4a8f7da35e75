//! `vouchForInvitation` and `vouchForGuardian`: another adult vouches, where the first can't do so alone.

use app::joining::{self, SecondRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::led_group::Invitation;
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::seal::NodeKind;

/// The mutation.
#[derive(Default)]
pub(crate) struct VouchForInvitation;

/// Whom you vouch for, too.
#[derive(InputObject)]
struct VouchForInvitationInput {
    /// The invitation. You know whose it is from the adult who made it, by its reference.
    invitation: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Two adults vouch for the one who is invited.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct VouchedFor {
    /// The invitation.
    invitation: Invitation,
}

/// Which guardian you vouch for, too.
#[derive(InputObject)]
struct VouchForGuardianInput {
    /// The guardian who is asked, as `AskedGuardian.id` names them. You know who it is from the adult who asked.
    guardian: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Two adults vouch for the guardian, who is written to.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct GuardianVouchedFor {
    /// The guardian, as `AskedGuardian.id` names them.
    guardian: ID,
}

/// How `vouchForGuardian` ended.
#[derive(Union)]
pub(crate) enum VouchForGuardianPayload {
    /// Two adults vouch.
    Vouched(GuardianVouchedFor),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is nobody like this who is asked, or they answered.
    NotFound(NotFoundError),
    /// Not with this account: you asked yourself, or are a guardian of the child.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `vouchForInvitation` ended.
#[derive(Union)]
pub(crate) enum VouchForInvitationPayload {
    /// Two adults vouch.
    Vouched(Box<VouchedFor>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such invitation, or it was used.
    NotFound(NotFoundError),
    /// Not with this account: you made the invitation yourself.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl VouchForInvitation {
    /// Vouches for somebody whom another adult invited who is new to the panel, so that they can come in. For guides of the group and
    /// coordinators who know them in person, and never for whoever invited them.
    #[graphql(complexity = "20 + child_complexity")]
    async fn vouch_for_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom you vouch for.")] input: VouchForInvitationInput,
    ) -> Result<VouchForInvitationPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let invitation = opened!(ctx, Invitation, &input.invitation);
        let app = ctx.app()?;
        match told(ctx, joining::second(app, invitation, retry).await)? {
            Ok(()) => {
                let view = app::read::invitation(app, invitation).await;
                let invitation = Invitation::from(found!(ctx, view.or_masked(ctx)?));
                Ok(Box::new(VouchedFor { invitation }).into())
            }
            Err(SecondRefusal::Barred(barred)) => Ok(VouchForInvitationPayload::stopped(
                Stopped::new(say, barred),
            )),
            Err(SecondRefusal::Reused) => Ok(ClientMutationIdReusedError::new(say).into()),
        }
    }

    /// Vouches for a guardian whom another adult wants asked, so that they are written to. For guides of the group and coordinators with a
    /// certificate who know who it is, and never for whoever asked.
    #[graphql(complexity = "20 + child_complexity")]
    async fn vouch_for_guardian(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom you vouch for.")] input: VouchForGuardianInput,
    ) -> Result<VouchForGuardianPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let link = opened!(ctx, AskedGuardian, &input.guardian);
        let outcome = joining::second_guardian(ctx.app()?, link, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(()) => GuardianVouchedFor {
                guardian: ctx.node_id(NodeKind::AskedGuardian, link)?,
            }
            .into(),
            Err(SecondRefusal::Barred(barred)) => {
                VouchForGuardianPayload::stopped(Stopped::new(say, barred))
            }
            Err(SecondRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }
}
