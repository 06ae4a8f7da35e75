//! `inviteCoAuthor`, `answerCoAuthorInvitation` and `endCoAuthorship`: who writes a post together.

use app::co_authors::{self, AnswerInvitationRefusal, InviteRefusal, LeaveRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::co_author::CoAuthorInvitation;
use crate::schema::draft::Draft;
use crate::schema::errors::{
    AuthorsSettledError, ClientMutationIdReusedError, CoAuthorsFullError, InvalidInputError,
    LimitReachedError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::viewer::{co_author_invitations, draft_of};

/// The mutations.
#[derive(Default)]
pub(crate) struct CoAuthors;

/// Whom to invite.
#[derive(InputObject)]
struct InviteCoAuthorInput {
    /// The draft that you write.
    draft: ID,
    /// The correspondent, as `possibleCoAuthors` of the draft names them.
    correspondent: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// They are invited.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CoAuthorInvited {
    /// The draft.
    draft: Draft,
}

/// How `inviteCoAuthor` ended.
#[derive(Union)]
pub(crate) enum InviteCoAuthorPayload {
    /// They are invited.
    Invited(CoAuthorInvited),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such draft, or nobody like that in your group.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Something of it was sent.
    Settled(AuthorsSettledError),
    /// As many write it as can.
    Full(CoAuthorsFullError),
}

/// The answer to an invitation.
#[derive(InputObject)]
struct AnswerCoAuthorInvitationInput {
    /// The draft to which you are invited, as `coAuthorInvitations` names it.
    draft: ID,
    /// Whether you write together. Of a no nobody is told, and you are not asked again about this post.
    joins: bool,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It was answered.
pub(crate) struct CoAuthorInvitationAnswered {
    draft: Option<Draft>,
}

/// It was answered.
#[Object(serial)]
impl CoAuthorInvitationAnswered {
    /// The draft, if you write it together now.
    async fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// To what else you are invited, the newest first; 50 at most.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn co_author_invitations(&self, ctx: &Context<'_>) -> Result<Vec<CoAuthorInvitation>> {
        co_author_invitations(ctx).await
    }
}

/// How `answerCoAuthorInvitation` ended.
#[derive(Union)]
pub(crate) enum AnswerCoAuthorInvitationPayload {
    /// It was answered.
    Answered(Box<CoAuthorInvitationAnswered>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// You are not invited to it, or not any more.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// It was sent meanwhile.
    Settled(AuthorsSettledError),
    /// You have as many posts as one person can have.
    LimitReached(LimitReachedError),
}

/// Who is not to write together any more.
#[derive(InputObject)]
struct EndCoAuthorshipInput {
    /// The draft.
    draft: ID,
    /// The co-author, or whom you invited, if you write it; leave it out to leave yourself.
    correspondent: Option<ID>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// They are not any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CoAuthorshipEnded {
    /// The draft, if you are still an author of it.
    draft: Option<Draft>,
}

/// How `endCoAuthorship` ended.
#[derive(Union)]
pub(crate) enum EndCoAuthorshipPayload {
    /// They are not any more.
    Ended(CoAuthorshipEnded),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such draft, or nobody like that writes it or is invited.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Something of it was sent.
    Settled(AuthorsSettledError),
}

#[Object(serial)]
impl CoAuthors {
    /// Invites somebody of your group to write a post with you, before anything of it is sent. They learn that you ask, and nothing of what you wrote. You write; whoever
    /// joins reads what you send, and adults are offered it when all have said yes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn invite_co_author(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to invite to what.")] input: InviteCoAuthorInput,
    ) -> Result<InviteCoAuthorPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let invite = co_authors::Invite {
            post: opened!(ctx, Draft, &input.draft),
            account: opened!(ctx, Correspondent, &input.correspondent),
        };
        let outcome = co_authors::invite(ctx.app()?, invite, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(invited) => CoAuthorInvited {
                draft: found!(ctx, draft_of(ctx, invited.post).await?),
            }
            .into(),
            Err(InviteRefusal::Barred(barred)) => {
                InviteCoAuthorPayload::stopped(Stopped::new(say, barred))
            }
            Err(InviteRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(InviteRefusal::Settled) => AuthorsSettledError::new(say).into(),
            Err(InviteRefusal::TooMany) => CoAuthorsFullError::new(say).into(),
        })
    }

    /// Says whether you write a post together with whoever invited you.
    #[graphql(complexity = "20 + child_complexity")]
    async fn answer_co_author_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Your answer.")] input: AnswerCoAuthorInvitationInput,
    ) -> Result<AnswerCoAuthorInvitationPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let answer = co_authors::AnswerInvitation {
            post: opened!(ctx, Draft, &input.draft),
            joins: input.joins,
        };
        let outcome = co_authors::answer_invitation(ctx.app()?, answer, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(answered) => {
                let draft = draft_of(ctx, answered.post).await?;
                AnswerCoAuthorInvitationPayload::Answered(Box::new(CoAuthorInvitationAnswered {
                    draft,
                }))
            }
            Err(AnswerInvitationRefusal::Barred(barred)) => {
                AnswerCoAuthorInvitationPayload::stopped(Stopped::new(say, barred))
            }
            Err(AnswerInvitationRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(AnswerInvitationRefusal::Settled) => AuthorsSettledError::new(say).into(),
            Err(AnswerInvitationRefusal::TooMany) => LimitReachedError::new(say).into(),
        })
    }

    /// Writes a post without somebody again, takes an invitation back, or leaves: before anything of it is sent. After that a co-author says yes or no to what is.
    #[graphql(complexity = "20 + child_complexity")]
    async fn end_co_authorship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is not to write it together any more.")] input: EndCoAuthorshipInput,
    ) -> Result<EndCoAuthorshipPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let leave = co_authors::Leave {
            post: opened!(ctx, Draft, &input.draft),
            account: match &input.correspondent {
                Some(who) => Some(opened!(ctx, Correspondent, who)),
                None => None,
            },
        };
        let outcome = co_authors::leave(ctx.app()?, leave, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(left) => CoAuthorshipEnded {
                draft: draft_of(ctx, left.post).await?,
            }
            .into(),
            Err(LeaveRefusal::Barred(barred)) => {
                EndCoAuthorshipPayload::stopped(Stopped::new(say, barred))
            }
            Err(LeaveRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(LeaveRefusal::Settled) => AuthorsSettledError::new(say).into(),
        })
    }
}
