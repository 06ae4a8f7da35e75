//! `setFacilitator`: a guide says which members help to lead the group.

use app::people::{self, FacilitatorRefusal, SetFacilitator as Set};
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
pub(crate) struct SetFacilitator;

/// Who helps, or does no longer.
#[derive(InputObject)]
struct SetFacilitatorInput {
    /// The member's account, as `GroupMember.account` names it.
    member: ID,
    /// Whether they help.
    facilitates: bool,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It was kept.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct FacilitatorSet {
    /// The member's account.
    member: ID,
    /// Whether they help.
    facilitates: bool,
}

/// How `setFacilitator` ended.
#[derive(Union)]
pub(crate) enum SetFacilitatorPayload {
    /// It was kept.
    Set(FacilitatorSet),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// You lead no group with this member.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl SetFacilitator {
    /// Says whether a member of a group that you lead helps you to lead it. It gives no power over what anybody writes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn set_facilitator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who helps, or does no longer.")] input: SetFacilitatorInput,
    ) -> Result<SetFacilitatorPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let facilitates = input.facilitates;
        let member = opened!(ctx, Account, &input.member);
        let set = Set {
            member,
            facilitates,
        };
        Ok(
            match told(ctx, people::set_facilitator(ctx.app()?, set, retry).await)? {
                Ok(()) => FacilitatorSet {
                    member: ctx.node_id(NodeKind::Account, member)?,
                    facilitates,
                }
                .into(),
                Err(FacilitatorRefusal::Barred(barred)) => {
                    SetFacilitatorPayload::stopped(Stopped::new(say, barred))
                }
                Err(FacilitatorRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            },
        )
    }
}
