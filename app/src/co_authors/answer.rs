//! Answering an invitation to write together. Whoever invited is told of a yes, and of nothing else.

use domain::notification::NotificationKind;
use domain::policy::{Action, Denial};
use domain::post::Post;
use domain::{AccountId, PostId};
use serde::{Deserialize, Serialize};
use storage::{Tx, co_authors, posts};

use super::is_settled;
use crate::consent::keeps_out;
use crate::drafts::has_as_many_as_can_be;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// The answer to an invitation.
#[derive(Debug, Clone, Copy, Hash)]
pub struct AnswerInvitation {
    /// To which post.
    pub post: PostId,
    /// Whether they write together.
    pub joins: bool,
}

/// An invitation that was answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InvitationAnswered {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerInvitationRefusal {
    /// The person may not, or there is no such invitation, or none any more.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It was sent without them meanwhile.
    Settled,
    /// They have as many posts as anybody may have.
    TooMany,
}

refusal!(AnswerInvitationRefusal);

/// Answers an invitation.
pub async fn answer_invitation(
    ctx: &Ctx,
    input: AnswerInvitation,
    retry: Option<ClientMutationId>,
) -> Outcome<InvitationAnswered, AnswerInvitationRefusal> {
    once(
        ctx,
        "answerCoAuthorInvitation",
        input,
        retry,
        |tx, ctx, input| Box::pin(store(tx, ctx, input)),
    )
    .await
}

async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AnswerInvitation,
) -> Outcome<InvitationAnswered, AnswerInvitationRefusal> {
    ctx.may::<AnswerInvitationRefusal>(&Action::AnswerCoAuthors)?;
    let by = ctx.person::<AnswerInvitationRefusal>()?;
    let not_found = || Failure::<AnswerInvitationRefusal>::refused(Barred::NotFound);
    let post = posts::lock(tx, input.post).await?.ok_or_else(not_found)?;
    // Whoever changed groups since is not invited any more.
    let is_theirs = by.group == Some(post.group);
    if !is_theirs || !co_authors::is_invited(tx, post.id, by.account).await? {
        return Err(not_found());
    }
    if !input.joins {
        co_authors::decline(tx, post.id, by.account).await?;
        Record::of("co-author.declined", post.id)
            .store(tx, ctx)
            .await?;
        return Ok(InvitationAnswered { post: post.id });
    }
    if is_settled(tx, post.id).await? {
        return Err(Failure::Refused(AnswerInvitationRefusal::Settled));
    }
    if has_as_many_as_can_be(tx, by.account).await? {
        return Err(Failure::Refused(AnswerInvitationRefusal::TooMany));
    }
    if let Some(lacking) = keeps_out(tx, ctx, by.account).await? {
        return Err(Failure::refused(Barred::Denied(Denial::NoConsent(lacking))));
    }
    join(tx, ctx, &post, by.account).await?;
    Ok(InvitationAnswered { post: post.id })
}

async fn join(tx: &mut Tx, ctx: &Ctx, post: &Post, by: AccountId) -> Result<(), Internal> {
    co_authors::join(tx, post.id, by).await?;
    let writer = post.authors.writer();
    notifications::authors(tx, ctx, (post.id, writer), NotificationKind::CoAuthorJoined).await?;
    Record::of("co-author.joined", post.id)
        .store(tx, ctx)
        .await?;
    changes::draft(tx, post);
    Ok(())
}
