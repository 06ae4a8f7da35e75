//! Inviting somebody of the own group to write a post together, before anything of it is sent.

use domain::notification::NotificationKind;
use domain::policy::Action;
use domain::post::{Authors, Post};
use domain::{AccountId, PostId};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Tx, co_authors, posts};

use super::is_settled;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::read::candidates;
use crate::record::Record;
use crate::{Ctx, Failure, Outcome, changes, notifications};

/// Whom to invite to which post.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Invite {
    /// The post.
    pub post: PostId,
    /// The correspondent.
    pub account: AccountId,
}

/// Somebody is invited.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invited {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why nobody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRefusal {
    /// The person may not, or there is no such post, or no such correspondent who could be invited.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Something of the post was sent: who writes it is settled.
    Settled,
    /// As many write it, or are invited, as can.
    TooMany,
}

refusal!(InviteRefusal);

/// Invites a correspondent.
pub async fn invite(
    ctx: &Ctx,
    input: Invite,
    retry: Option<ClientMutationId>,
) -> Outcome<Invited, InviteRefusal> {
    once(ctx, "inviteCoAuthor", input, retry, |tx, ctx, input| {
        Box::pin(store(tx, ctx, input))
    })
    .await
}

async fn store(tx: &mut Tx, ctx: &Ctx, input: Invite) -> Outcome<Invited, InviteRefusal> {
    let not_found = || Failure::<InviteRefusal>::refused(Barred::NotFound);
    let by = ctx.person::<InviteRefusal>()?.account;
    let post = posts::lock(tx, input.post).await?.ok_or_else(not_found)?;
    ctx.may::<InviteRefusal>(&Action::InviteCoAuthors(&post.authors))?;
    if is_settled(tx, post.id).await? {
        return Err(Failure::Refused(InviteRefusal::Settled));
    }
    let found = candidates(tx, &post.authors, post.group).await?;
    if post.comment_on.is_some() || !found.iter().any(|it| it.account == input.account) {
        return Err(not_found());
    }
    let invited = co_authors::invited_to(tx, &[post.id]).await?;
    if invited.iter().any(|(_, who)| who.account == input.account) {
        return Ok(Invited { post: post.id });
    }
    if post.authors.as_slice().len() + invited.len() >= Authors::MOST {
        return Err(Failure::Refused(InviteRefusal::TooMany));
    }
    if co_authors::invite(tx, (post.id, input.account), ctx.now()).await? {
        tell(tx, ctx, &post, (by, input.account)).await?;
    }
    Record::of("co-author.invited", post.id)
        .with("account", input.account)
        .store(tx, ctx)
        .await?;
    changes::working_copy(tx, &post);
    Ok(Invited { post: post.id })
}

/// Tells whoever is invited, unless they keep away whoever invites; that nobody is told.
async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    (by, invited): (AccountId, AccountId),
) -> Result<(), StorageError> {
    if co_authors::keep_away(tx, &[invited], by).await? {
        return Ok(());
    }
    let kind = NotificationKind::CoAuthorInvited;
    notifications::authors(tx, ctx, (post.id, &[invited]), kind).await
}
