//! `askGuardian`: whoever vouches for a child asks a guardian later, or again.

use app::joining::{self, AskGuardian as Ask, AskGuardianRefusal, Child, GuardianAsked as Came};
use app::mail::EmailAddress;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::invitation::GUARDIAN_LINK_LASTS;

use super::invite_correspondent::institution;
use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::enums::Language;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{retry_id, unusable};
use crate::schema::request::Parts as _;
use crate::words::Say;

/// The mutation.
#[derive(Default)]
pub(crate) struct AskGuardian;

/// Whom to ask about whom: either about somebody who was invited, or about a member.
#[derive(InputObject)]
struct AskGuardianInput {
    /// An invitation that nobody used yet.
    invitation: Option<ID>,
    /// A member's account, as `GroupMember.account` names it.
    member: Option<ID>,
    /// Where the guardian gets mail. The same address again gets another link in place of the one before.
    email: String,
    /// The institution for which the guardian acts, up to 60 characters, where the child has one in place of a family.
    institution: Option<String>,
    /// The language in which the guardian is asked; the group's if not said.
    language: Option<Language>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The guardian is asked by mail, with a link that works once, for 72 hours. Where another adult has to vouch first, the mail goes when
/// one did, in the group's language.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct GuardianAsked {
    /// How long the link works from then on, in hours.
    hours: i32,
    /// Whether another adult has to say `vouchForGuardian` first: of whom you did not vouch for yourself, or while you are new.
    needs_second_vouch: bool,
}

/// How `askGuardian` ended.
#[derive(Union)]
pub(crate) enum AskGuardianPayload {
    /// The guardian is asked.
    Asked(GuardianAsked),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// There is nobody like this in a group of yours.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl AskGuardian {
    /// Asks a guardian of a child whom you vouch for: a second one, one whose link is over, or of a member whose consent has to be
    /// given anew. What they answer counts at once.
    #[graphql(complexity = "50 + child_complexity")]
    async fn ask_guardian(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to ask about whom.")] input: AskGuardianInput,
    ) -> Result<AskGuardianPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let child = match (&input.invitation, &input.member) {
            (Some(invitation), None) => Child::Invited(opened!(ctx, Invitation, invitation)),
            (None, Some(member)) => Child::Member(opened!(ctx, Account, member)),
            (None, None) | (Some(_), Some(_)) => {
                return Ok(unusable(say, "member", "ask-guardian-one").into());
            }
        };
        let ask = Ask {
            child,
            guardian: valid!(EmailAddress::parse(&input.email).map_err(|_error| unusable(
                say,
                "email",
                "guardian-email-invalid"
            ))),
            institution: valid!(institution(
                say,
                "institution",
                input.institution.as_deref()
            )),
            language: input.language.map(Into::into),
        };
        let outcome = joining::ask_guardian(ctx.app()?, ask, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(Came::Known) => unusable(say, "email", "guardian-known").into(),
            Ok(came @ (Came::Asked | Came::Held)) => GuardianAsked {
                hours: i32::try_from(GUARDIAN_LINK_LASTS.num_hours()).unwrap_or(i32::MAX),
                needs_second_vouch: came == Came::Held,
            }
            .into(),
            Err(why) => refused(say, why),
        })
    }
}

fn refused(say: Say<'_>, why: AskGuardianRefusal) -> AskGuardianPayload {
    let about_address = |key| unusable(say, "email", key).into();
    match why {
        AskGuardianRefusal::Barred(barred) => {
            AskGuardianPayload::stopped(Stopped::new(say, barred))
        }
        AskGuardianRefusal::Reused => ClientMutationIdReusedError::new(say).into(),
        AskGuardianRefusal::NoGuardianNeeded => about_address("guardian-email-not-needed"),
        AskGuardianRefusal::Enough => about_address("guardian-emails-two"),
        AskGuardianRefusal::OwnAddress => about_address("guardian-email-own"),
        AskGuardianRefusal::TooMany => about_address("guardians-today"),
        AskGuardianRefusal::TooOften => about_address("guardian-email-often"),
    }
}
