//! Youth co-facilitators: members who help their guide to lead. It gives no power over what anybody writes: nothing in the
//! policy asks for it.

use domain::AccountId;
use domain::account::Role;
use domain::policy::Action;
use storage::{Tx, groups, people};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// Who helps, or does no longer.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SetFacilitator {
    /// The member.
    pub member: AccountId,
    /// Whether they help.
    pub facilitates: bool,
}

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacilitatorRefusal {
    /// The person may not, or leads no group with this member.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(FacilitatorRefusal);

/// Says whether a member of a group that the person leads helps to lead it.
pub async fn set_facilitator(
    ctx: &Ctx,
    input: SetFacilitator,
    retry: Option<ClientMutationId>,
) -> Outcome<(), FacilitatorRefusal> {
    once(ctx, "setFacilitator", input, retry, |tx, ctx, input| {
        Box::pin(write(tx, ctx, input))
    })
    .await
}

async fn write(tx: &mut Tx, ctx: &Ctx, input: SetFacilitator) -> Outcome<(), FacilitatorRefusal> {
    ctx.person::<FacilitatorRefusal>()?;
    let missing = || Failure::<FacilitatorRefusal>::refused(Barred::NotFound);
    let group = groups::of_member(tx, input.member).await?;
    let group = group.ok_or_else(missing)?;
    if !ctx.is_allowed(&Action::Invite(&group)) {
        return Err(missing());
    }
    let member = people::by_account(tx, input.member).await?;
    member
        .filter(|member| member.roles.contains(&Role::Correspondent))
        .ok_or_else(missing)?;
    groups::set_facilitates(tx, input.member, input.facilitates).await?;
    Record::of("group.facilitator-set", group)
        .with("account", input.member)
        .with("facilitates", input.facilitates)
        .store(tx, ctx)
        .await?;
    Ok(())
}
