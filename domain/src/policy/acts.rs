//! Who may ask for what needs two adults, answer it, and use what came of it; and who vouches for a colleague's vetting.

use super::{Access, OTHER_ROLE, as_guide, as_one_of, as_operator_or, as_role, proven_lately};
use crate::account::{Actor, Role};
use crate::act::{Act, AskedAct};
use crate::{AccountId, GroupId};

/// Whoever may ask for an act: about others, never about themselves.
pub(super) fn as_asking(actor: &Actor, asked: &AskedAct) -> Access {
    let access = match asked.act {
        Act::GiveRole(_) | Act::TakeRole(_) | Act::ResetSecondFactors => {
            as_role(actor, Role::Administrator)
        }
        Act::OpenIdentity(_) => as_role(actor, Role::SafeguardingLead),
        Act::ResetPassphrase => as_helper(actor, asked.group),
    };
    if access == Access::Allowed && actor.account() == Some(asked.about) {
        return OTHER_ROLE;
    }
    proven_lately(actor, access)
}

/// Another adult than the one who asked, and than the one whom the act is about.
pub(super) fn as_answering(actor: &Actor, asked: &AskedAct) -> Access {
    let access = match asked.act {
        Act::GiveRole(_) | Act::TakeRole(_) | Act::ResetSecondFactors => {
            as_role(actor, Role::Administrator)
        }
        Act::OpenIdentity(_) => as_one_of(actor, Role::Administrator, Role::SafeguardingLead),
        Act::ResetPassphrase => as_helper(actor, asked.group),
    };
    if access != Access::Allowed {
        return Access::Hidden;
    }
    // Whom it is about hears of it afterwards, if at all.
    if actor.account() == Some(asked.about) {
        return Access::Hidden;
    }
    if actor.account() == Some(asked.asked_by) {
        return OTHER_ROLE;
    }
    proven_lately(actor, Access::Allowed)
}

/// Who helps somebody who forgot the passphrase: a guide of a child's group, or those who run the panel. Adults' accounts
/// are for administrators.
fn as_helper(actor: &Actor, group: Option<GroupId>) -> Access {
    let Some(group) = group else {
        return as_role(actor, Role::Administrator);
    };
    [Role::Coordinator, Role::Administrator].into_iter().fold(
        as_guide(actor, group),
        |access, role| match access {
            Access::Allowed => Access::Allowed,
            Access::Denied(_) | Access::Hidden => as_role(actor, role),
        },
    )
}

/// Who asked, as long as they may ask.
pub(super) fn as_who_asked(actor: &Actor, asked: &AskedAct) -> Access {
    if actor.account() == Some(asked.asked_by) {
        as_asking(actor, asked)
    } else {
        Access::Hidden
    }
}

/// The operator, or another adult who runs the panel: nobody says of themselves that their certificate was seen.
pub(super) fn as_vetting(actor: &Actor, account: AccountId) -> Access {
    if actor.account() == Some(account) {
        return OTHER_ROLE;
    }
    let access = as_operator_or(actor, &[Role::Coordinator, Role::Administrator]);
    proven_lately(actor, access)
}
