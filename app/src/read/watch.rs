//! Who may be told as something happens. What they are told is read anew each time, with its own permission.

use domain::policy::Action;
use domain::post::Authors;

use crate::Ctx;

/// Whether the actor may hear of changes to their own drafts.
pub fn may_watch_drafts(ctx: &Ctx) -> bool {
    ctx.actor()
        .account()
        .is_some_and(|account| ctx.is_allowed(&Action::ReadDraft(&Authors::one(account))))
}
