//! Not writing together any more: a co-author leaves, or whoever writes does without them, or takes an invitation back. Once something was sent, who wrote it is
//! settled; a co-author then gives their word, or does not.

use domain::policy::Action;
use domain::{AccountId, PostId};
use serde::{Deserialize, Serialize};
use storage::{Tx, co_authors, posts};

use super::is_settled;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome, changes};

/// Who is to be no author, or not to be invited, any more.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Leave {
    /// Of which post.
    pub post: PostId,
    /// Who; whoever asks, if it is not said.
    pub account: Option<AccountId>,
}

/// Somebody is not any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Left {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveRefusal {
    /// The person may not, or there is no such post, or nobody like that.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Something of the post was sent: who wrote it is settled.
    Settled,
}

refusal!(LeaveRefusal);

/// Ends that somebody is a co-author, or invited. Who left is not heard to be invited again.
pub async fn leave(
    ctx: &Ctx,
    input: Leave,
    retry: Option<ClientMutationId>,
) -> Outcome<Left, LeaveRefusal> {
    once(ctx, "endCoAuthorship", input, retry, |tx, ctx, input| {
        Box::pin(store(tx, ctx, input))
    })
    .await
}

async fn store(tx: &mut Tx, ctx: &Ctx, input: Leave) -> Outcome<Left, LeaveRefusal> {
    let not_found = || Failure::<LeaveRefusal>::refused(Barred::NotFound);
    let by = ctx.person::<LeaveRefusal>()?.account;
    let post = posts::lock(tx, input.post).await?.ok_or_else(not_found)?;
    ctx.may::<LeaveRefusal>(&Action::LeaveCoAuthors(&post.authors))?;
    let who = input.account.unwrap_or(by);
    let writes = post.authors.are_led_by(by);
    if post.authors.are_led_by(who) || (who != by && !writes) {
        return Err(not_found());
    }
    if writes && co_authors::uninvite(tx, post.id, who).await? {
        Record::of("co-author.uninvited", post.id)
            .with("account", who)
            .store(tx, ctx)
            .await?;
        changes::working_copy(tx, &post);
        return Ok(Left { post: post.id });
    }
    if !post.authors.include(who) {
        return Err(not_found());
    }
    if is_settled(tx, post.id).await? {
        return Err(Failure::Refused(LeaveRefusal::Settled));
    }
    co_authors::leave(tx, post.id, who).await?;
    if who == by {
        co_authors::decline(tx, post.id, who).await?;
    }
    Record::of("co-author.left", post.id)
        .with("account", who)
        .store(tx, ctx)
        .await?;
    changes::draft(tx, &post);
    Ok(Left { post: post.id })
}
