//! `takeBackInvitation`: a guide takes back an invitation that nobody used.

use app::joining::{self, TakeBackRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::seal::NodeKind;

/// The mutation.
#[derive(Default)]
pub(crate) struct TakeBackInvitation;

/// Which invitation to take back.
#[derive(InputObject)]
struct TakeBackInvitationInput {
    /// The invitation.
    invitation: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The invitation can't be used any more, and nothing is kept of whoever was expected.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct InvitationTakenBack {
    /// The invitation that was.
    invitation: ID,
}

/// How `takeBackInvitation` ended.
#[derive(Union)]
pub(crate) enum TakeBackInvitationPayload {
    /// It is gone.
    TakenBack(InvitationTakenBack),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such invitation of yours, or it was used.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl TakeBackInvitation {
    /// Takes back an invitation that nobody used, and deletes the name, the birth date and the addresses that came with
    /// it.
    #[graphql(complexity = "20 + child_complexity")]
    async fn take_back_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which invitation to take back.")] input: TakeBackInvitationInput,
    ) -> Result<TakeBackInvitationPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let invitation = opened!(ctx, Invitation, &input.invitation);
        Ok(
            match told(ctx, joining::take_back(ctx.app()?, invitation, retry).await)? {
                Ok(back) => InvitationTakenBack {
                    invitation: ctx.node_id(NodeKind::Invitation, back.invitation)?,
                }
                .into(),
                Err(TakeBackRefusal::Barred(barred)) => {
                    TakeBackInvitationPayload::stopped(Stopped::new(say, barred))
                }
                Err(TakeBackRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            },
        )
    }
}
