//! Saying that one has seen what one was told of.

use domain::NotificationId;
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use storage::notifications::{self, Settings};
use storage::{Change, Tx, accounts};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::{Ctx, Failure, Outcome};

/// Up to where somebody has seen what they were told of.
#[derive(Debug, Clone, Copy, Hash)]
pub struct MarkSeen {
    /// The newest that they have seen.
    pub up_to: NotificationId,
}

/// It is noted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MarkedSeen;

/// Why nothing was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkSeenRefusal {
    /// The person may not, or was told no such thing.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(MarkSeenRefusal);

/// Notes that somebody has seen a notification and all before it.
pub async fn mark_seen(
    ctx: &Ctx,
    input: MarkSeen,
    retry: Option<ClientMutationId>,
) -> Outcome<MarkedSeen, MarkSeenRefusal> {
    once(
        ctx,
        "markNotificationsSeen",
        input,
        retry,
        |tx, ctx, input| Box::pin(mark(tx, ctx, input)),
    )
    .await
}

async fn mark(tx: &mut Tx, ctx: &Ctx, input: MarkSeen) -> Outcome<MarkedSeen, MarkSeenRefusal> {
    ctx.may::<MarkSeenRefusal>(&Action::KeepOwnAccount)?;
    let by = ctx.person::<MarkSeenRefusal>()?.account;
    // It may have been taken back since it was read: all before it was seen nevertheless.
    let told = notifications::get(tx, input.up_to).await?;
    if told.is_some_and(|told| told.account != by) {
        return Err(Failure::refused(Barred::NotFound));
    }
    // Who never said anything has no row to lock.
    accounts::lock(tx, by).await?;
    let before = notifications::lock_settings(tx, by).await?;
    if before.seen.is_none_or(|seen| seen < input.up_to) {
        let after = Settings {
            seen: Some(input.up_to),
            ..before
        };
        notifications::store_settings(tx, by, &after).await?;
        // Other pages of theirs show the number too.
        tx.tell(Change::Notified(by));
    }
    Ok(MarkedSeen)
}
