//! `inviteCorrespondent`: a guide vouches for somebody whom they know in person.

use app::joining::{self, Invite, InviteRefusal};
use app::mail::EmailAddress;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::text::{Label, RealName};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::enums::Language;
use crate::schema::errors::{
    ClientMutationIdReusedError, GroupFullError, InvalidInputError, NotAllowedError, NotFoundError,
    OtherAgeError, Stopped,
};
use crate::schema::input::{invalid_text, retry_id, unusable};
use crate::schema::led_group::Invitation;
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::scalars::{CountryCode, Date};
use crate::words::Say;

/// The mutation.
#[derive(Default)]
pub(crate) struct InviteCorrespondent;

/// Whom you vouch for. You know the person, and have seen who their guardians are.
#[derive(InputObject)]
struct InviteCorrespondentInput {
    /// The group, which you lead.
    group: ID,
    /// The real name, up to 100 characters. It is sealed; only who was asked for consent sees it.
    real_name: String,
    /// The birth date, from your own list.
    born_on: Date,
    /// The country where the person lives.
    country: CountryCode,
    /// Where guardians get mail: one or two addresses where the person is too young to consent alone, none otherwise.
    #[graphql(default)]
    guardian_emails: Vec<String>,
    /// The institution for which the guardians act, up to 60 characters, where the person has one in place of a family. It is sealed; only the
    /// guardians and the person see it.
    guardian_institution: Option<String>,
    /// The language in which guardians are asked; the group's if not said.
    language: Option<Language>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// An invitation for you to hand over in person.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Invited {
    /// The invitation.
    invitation: Invitation,
    /// The code to join with. It works once, for 14 days, together with the birth date. Keep it between the two of you.
    code: String,
}

/// How `inviteCorrespondent` ended.
#[derive(Union)]
pub(crate) enum InviteCorrespondentPayload {
    /// There is an invitation.
    Invited(Box<Invited>),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// There is no such group.
    NotFound(NotFoundError),
    /// You don't lead the group.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Not 12 to 17.
    OtherAge(OtherAgeError),
    /// No room.
    GroupFull(GroupFullError),
}

#[Object(serial)]
impl InviteCorrespondent {
    /// Vouches for somebody, and gives a code for them. Where their age needs it, guardians are asked by mail first.
    #[graphql(complexity = "50 + child_complexity")]
    async fn invite_correspondent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom you vouch for.")] input: InviteCorrespondentInput,
    ) -> Result<InviteCorrespondentPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let whom = Invite {
            group: opened!(ctx, Group, &input.group),
            name: valid!(
                RealName::parse(&input.real_name).map_err(|error| invalid_text(
                    say,
                    "realName",
                    "part-real-name",
                    &error
                ))
            ),
            born_on: input.born_on.0,
            country: input.country.0,
            guardians: valid!(emails(say, &input.guardian_emails)),
            institution: valid!(institution(
                say,
                "guardianInstitution",
                input.guardian_institution.as_deref()
            )),
            language: input.language.map(Into::into),
        };
        let app = ctx.app()?;
        match told(ctx, joining::invite(app, whom, retry).await)? {
            Ok(invited) => {
                let view = app::read::invitation(app, invited.invitation).await;
                let invitation = Invitation::from(found!(ctx, view.or_masked(ctx)?));
                let code = invited.code(app).or_masked(ctx)?.reveal().to_owned();
                Ok(InviteCorrespondentPayload::Invited(Box::new(Invited {
                    invitation,
                    code,
                })))
            }
            Err(why) => Ok(refused(say, why)),
        }
    }
}

/// Reads the name of an institution.
pub(super) fn institution(
    say: Say<'_>,
    field: &str,
    given: Option<&str>,
) -> Result<Option<Label>, InvalidInputError> {
    let read = |name| {
        Label::parse(name).map_err(|error| invalid_text(say, field, "part-institution", &error))
    };
    given.map(read).transpose()
}

/// Reads addresses.
fn emails(say: Say<'_>, given: &[String]) -> Result<Vec<EmailAddress>, InvalidInputError> {
    let read = |text: &String| {
        EmailAddress::parse(text)
            .map_err(|_error| unusable(say, "guardianEmails", "guardian-email-invalid"))
    };
    given.iter().map(read).collect()
}

fn refused(say: Say<'_>, why: InviteRefusal) -> InviteCorrespondentPayload {
    let about_guardians = |key| unusable(say, "guardianEmails", key).into();
    match why {
        InviteRefusal::Barred(barred) => {
            InviteCorrespondentPayload::stopped(Stopped::new(say, barred))
        }
        InviteRefusal::Reused => ClientMutationIdReusedError::new(say).into(),
        InviteRefusal::BirthDate(_) => unusable(say, "bornOn", "birth-date-unbelievable").into(),
        InviteRefusal::OtherAge(age) => OtherAgeError::new(say, age).into(),
        InviteRefusal::GuardianNeeded => about_guardians("guardian-email-needed"),
        InviteRefusal::NoGuardianNeeded => about_guardians("guardian-email-not-needed"),
        InviteRefusal::Guardians => about_guardians("guardian-emails-two"),
        InviteRefusal::OwnAddress => about_guardians("guardian-email-own"),
        InviteRefusal::TooMany => about_guardians("guardians-today"),
        InviteRefusal::TooOften => about_guardians("guardian-email-often"),
        InviteRefusal::GroupFull => GroupFullError::new(say).into(),
    }
}
