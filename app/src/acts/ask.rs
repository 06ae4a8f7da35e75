//! Asking for an act that needs two adults. Nothing happens until another adult agrees.

use std::hash::Hash;

use domain::account::Role;
use domain::act::{Act, AskedAct, WAITS};
use domain::policy::Action;
use domain::text::{Login, PenName};
use domain::{AccountId, ActId, GroupId};
use serde::{Deserialize, Serialize};
use storage::acts::{self, StoredAct};
use storage::{Tx, accounts, groups};
use uuid::Uuid;

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::people::{RoleRefusal, may_give, may_take};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Outcome};

/// What one person may ask for in three days; more than anybody does in earnest.
const MOST_OPEN: i64 = 100;

/// Whom an act is about: an adult by login, a correspondent by pen name.
#[derive(Clone, Hash)]
pub enum AskedFor {
    /// Somebody with this login.
    Login(Login),
    /// Somebody with this pen name.
    PenName(PenName),
}

/// Why an act was not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskRefusal {
    /// The person may not, or there is nobody of this name.
    Barred(Barred),
    /// The role can't be given or taken.
    Role(RoleRefusal),
    /// The person has nothing that could be taken away.
    NoStaff,
    /// Nobody else could agree.
    Nobody,
    /// The person asked for much that nobody answered yet.
    TooMany,
    /// The retry id was used for something else.
    Reused,
}

refusal!(AskRefusal);

/// The act that was asked for.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Kept(Uuid);

/// Asks for an act. Gives its id.
pub async fn ask_for_act(
    ctx: &Ctx,
    act: Act,
    about: AskedFor,
    retry: Option<ClientMutationId>,
) -> Outcome<ActId, AskRefusal> {
    let kept = once(
        ctx,
        act.name(),
        (act, about),
        retry,
        |tx, ctx, (act, about)| Box::pin(write(tx, ctx, act, about)),
    )
    .await?;
    Ok(ActId::from_uuid(kept.0))
}

async fn write(tx: &mut Tx, ctx: &Ctx, act: Act, about: AskedFor) -> Outcome<Kept, AskRefusal> {
    let asked_by = ctx.person::<AskRefusal>()?.account;
    // Whether there is somebody of a name is for those who may ask about anybody: a child of a group that the person leads,
    // or of any other.
    let led = ctx.person::<AskRefusal>()?.guides.first().copied();
    let anybody = AskedAct {
        act,
        about: AccountId::from_uuid(Uuid::nil()),
        group: Some(led.unwrap_or(GroupId::from_uuid(Uuid::nil()))),
        asked_by,
    };
    ctx.may::<AskRefusal>(&Action::AskForAct(&anybody))?;
    let found = match about {
        AskedFor::Login(login) => accounts::credentials(tx, &login)
            .await?
            .map(|known| known.account),
        AskedFor::PenName(name) => accounts::of_pen_name(tx, &name).await?,
    };
    let about = found.ok_or_else(|| Failure::<AskRefusal>::refused(Barred::NotFound))?;
    let asked = AskedAct {
        act,
        about,
        group: groups::of_member(tx, about).await?,
        asked_by,
    };
    ctx.may::<AskRefusal>(&Action::AskForAct(&asked))?;
    makes_sense(tx, ctx, &asked).await?;
    somebody_could_agree(tx, &asked).await?;
    let since = ctx.now().plus(-WAITS);
    let before = acts::asked_by(tx, asked_by, since, MOST_OPEN).await?;
    let open = || before.iter().filter(|before| before.answer.is_none());
    if let Some(same) = open().find(|before| before.asked == asked) {
        return Ok(Kept(same.id.as_uuid()));
    }
    if before.len() >= usize::try_from(MOST_OPEN).unwrap_or(usize::MAX) {
        return Err(Failure::Refused(AskRefusal::TooMany));
    }
    let id = ActId::from_uuid(new_id(ctx.now()));
    let stored = StoredAct {
        id,
        asked,
        at: ctx.now(),
        until: ctx.now().plus(WAITS),
        answer: None,
        opened: None,
    };
    acts::insert(tx, &stored).await?;
    record("act.asked-for", &stored).store(tx, ctx).await?;
    Ok(Kept(id.as_uuid()))
}

/// Whether it could be done now.
async fn makes_sense(tx: &mut Tx, ctx: &Ctx, asked: &AskedAct) -> Outcome<(), AskRefusal> {
    match asked.act {
        Act::GiveRole(role) => changeable(may_give(tx, ctx, asked.about, role).await),
        Act::TakeRole(role) => changeable(may_take(tx, ctx, asked.about, role).await),
        Act::ResetSecondFactors => {
            let roles = accounts::roles(tx, asked.about).await?;
            if roles.iter().copied().any(Role::is_staff) {
                Ok(())
            } else {
                Err(Failure::Refused(AskRefusal::NoStaff))
            }
        }
        Act::OpenIdentity(_) | Act::ResetPassphrase => Ok(()),
    }
}

fn changeable(may: Outcome<Vec<Role>, RoleRefusal>) -> Outcome<(), AskRefusal> {
    match may {
        Ok(_) => Ok(()),
        Err(Failure::Internal(error)) => Err(error.into()),
        Err(Failure::Refused(RoleRefusal::Barred(barred))) => Err(Failure::refused(barred)),
        Err(Failure::Refused(why)) => Err(Failure::Refused(AskRefusal::Role(why))),
    }
}

/// Whether there is anybody who could agree.
async fn somebody_could_agree(tx: &mut Tx, asked: &AskedAct) -> Outcome<(), AskRefusal> {
    let roles: &[Role] = match asked.act {
        Act::GiveRole(_) | Act::TakeRole(_) | Act::ResetSecondFactors => &[Role::Administrator],
        Act::OpenIdentity(_) => &[Role::SafeguardingLead, Role::Administrator],
        Act::ResetPassphrase if asked.group.is_none() => &[Role::Administrator],
        Act::ResetPassphrase => &[Role::Coordinator, Role::Administrator],
    };
    let besides = [asked.about, asked.asked_by];
    let mut somebody = accounts::any_other(tx, roles, besides).await?;
    if let (Act::ResetPassphrase, Some(group)) = (asked.act, asked.group) {
        let guides = groups::guides_of(tx, group).await?;
        somebody |= guides.iter().any(|guide| !besides.contains(guide));
    }
    if somebody {
        Ok(())
    } else {
        Err(Failure::Refused(AskRefusal::Nobody))
    }
}

/// The record of a step of an act.
pub(super) fn record(step: &'static str, act: &StoredAct) -> Record {
    let record = Record::of(step, act.id)
        .with("act", act.asked.act.name())
        .about(act.asked.about);
    match act.asked.act {
        Act::GiveRole(role) | Act::TakeRole(role) => record.with("role", role.name()),
        Act::OpenIdentity(reason) => record.with("reason", reason.name()),
        Act::ResetSecondFactors | Act::ResetPassphrase => record,
    }
}
