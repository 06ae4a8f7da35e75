//! `inviteAdult`, `takeBackAdultInvitations` and `joinAsAdult`: how adults come to work for the panel.

use app::mail::EmailAddress;
use app::people::{
    self, InviteAdultRefusal, JoinAsAdult, JoinAsAdultRefusal, TakeBackAdultsRefusal,
};
use app::secrets::OneTimeCode;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};
use domain::invitation::ADULT_INVITATION_LASTS;
use domain::text::RealName;

use super::payload::{Stoppable as _, told, valid};
use super::sign_in::SignedIn;
use crate::schema::enums::Language;
use crate::schema::errors::{
    AdultInvitationOverError, ClientMutationIdReusedError, InvalidInputError, NameTakenError,
    NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{self, invalid_text, retry_id, unusable};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::scalars::CountryCode;
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct Adults;

/// Nothing has to be said of whom you invite: they say it themselves.
#[derive(InputObject)]
struct InviteAdultInput {
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Nothing has to be said: all that are open are taken back.
#[derive(InputObject)]
struct TakeBackAdultInvitationsInput {
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What you choose, and who you are.
#[derive(InputObject)]
struct JoinAsAdultInput {
    /// The code that an administrator gave you.
    code: String,
    /// The name to sign in with: 3 to 40 letters, digits, `.`, `_` and `-`.
    login: String,
    /// The name that others see, 3 to 24 characters.
    pen_name: String,
    /// What to sign in with, 10 to 200 characters.
    passphrase: String,
    /// The real name, up to 100 characters. It is sealed; two adults with a reason can open it.
    real_name: String,
    /// Where you get mail. It is sealed too.
    email: String,
    /// The country where you live.
    country: CountryCode,
    /// The language that you read.
    language: Language,
    /// Accepted everywhere; a code works once, so a retry changes nothing. Sign in instead.
    client_mutation_id: Option<String>,
}

/// A code to hand over in person.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct AdultInvited {
    /// The code. It works once.
    code: String,
    /// How long it works, in hours.
    hours: i32,
}

/// Codes that work no more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct AdultInvitationsTakenBack {
    /// How many there were.
    count: i32,
}

/// How `takeBackAdultInvitations` ended.
#[derive(Union)]
pub(crate) enum TakeBackAdultInvitationsPayload {
    /// They are gone.
    TakenBack(AdultInvitationsTakenBack),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such thing.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `inviteAdult` ended.
#[derive(Union)]
pub(crate) enum InviteAdultPayload {
    /// There is a code.
    Invited(AdultInvited),
    /// The retry id can't be one, or too many invitations are open.
    InvalidInput(InvalidInputError),
    /// There is no such thing.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `joinAsAdult` ended.
#[derive(Union)]
pub(crate) enum JoinAsAdultPayload {
    /// The account was made, and you are signed in.
    SignedIn(SignedIn),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// The code does not work any more.
    Over(AdultInvitationOverError),
    /// Somebody has the name.
    NameTaken(NameTakenError),
}

#[Object(serial)]
impl Adults {
    /// Gives a code with which an adult makes an account. The account has no role: ask for one with `askForRoleChange`, and another
    /// administrator answers. For administrators, with a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn invite_adult(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but an id for a retry.")] input: InviteAdultInput,
    ) -> Result<InviteAdultPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let app = ctx.app()?;
        Ok(match told(ctx, people::invite_adult(app, retry).await)? {
            Ok(invited) => AdultInvited {
                code: invited.code(app).or_masked(ctx)?.reveal().to_owned(),
                hours: i32::try_from(ADULT_INVITATION_LASTS.num_hours()).unwrap_or(i32::MAX),
            }
            .into(),
            Err(InviteAdultRefusal::Barred(barred)) => {
                InviteAdultPayload::stopped(Stopped::new(say, barred))
            }
            Err(InviteAdultRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(InviteAdultRefusal::TooMany) => {
                unusable(say, "clientMutationId", "adults-invited").into()
            }
        })
    }

    /// Takes back every code of yours with which nobody made an account yet: they carry no name, so none can be told from another. For
    /// administrators, with a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn take_back_adult_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but an id for a retry.")] input: TakeBackAdultInvitationsInput,
    ) -> Result<TakeBackAdultInvitationsPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let taken_back = people::take_back_adults(ctx.app()?, retry).await;
        Ok(match told(ctx, taken_back)? {
            Ok(gone) => AdultInvitationsTakenBack {
                count: i32::try_from(gone.count).unwrap_or(i32::MAX),
            }
            .into(),
            Err(TakeBackAdultsRefusal::Barred(barred)) => {
                TakeBackAdultInvitationsPayload::stopped(Stopped::new(say, barred))
            }
            Err(TakeBackAdultsRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }

    /// Makes an account for an adult who was invited, and signs them in. The code works once, for 72 hours.
    #[graphql(complexity = "100 + child_complexity")]
    async fn join_as_adult(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you choose, and who you are.")] input: JoinAsAdultInput,
    ) -> Result<JoinAsAdultPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let real_name = RealName::parse(&input.real_name)
            .map_err(|error| invalid_text(say, "realName", "part-real-name", &error));
        let email = EmailAddress::parse(&input.email)
            .map_err(|_error| unusable(say, "email", "guardian-email-invalid"));
        let chosen = JoinAsAdult {
            code: OneTimeCode::presented(&input.code),
            login: valid!(input::login(say, &input.login)),
            pen_name: valid!(input::pen_name(say, &input.pen_name)),
            passphrase: valid!(input::passphrase(say, &input.passphrase)),
            real_name: valid!(real_name),
            email: valid!(email),
            country: input.country.0,
            language: input.language.into(),
        };
        let outcome = people::join_as_adult(ctx.app()?, chosen).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(why) => refused(say, why),
        })
    }
}

fn refused(say: Say<'_>, why: JoinAsAdultRefusal) -> JoinAsAdultPayload {
    match why {
        JoinAsAdultRefusal::InvitationOver => AdultInvitationOverError::new(say).into(),
        JoinAsAdultRefusal::SignedIn => unusable(say, "code", "join-signed-in").into(),
        JoinAsAdultRefusal::Taken => NameTakenError::new(say).into(),
        JoinAsAdultRefusal::Weak(weak) => input::weak_passphrase(say, weak).into(),
    }
}
