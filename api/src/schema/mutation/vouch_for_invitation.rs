//! `vouchForInvitation`: another adult vouches for somebody, where the first is new to the panel.

use app::joining::{self, SecondRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::led_group::Invitation;
use crate::schema::request::{OrMasked as _, Parts as _};

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
}
