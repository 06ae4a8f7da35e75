//! `startTotp`, `finishTotp`, `startPasskey` and `finishPasskey`: setting up a second factor, in two steps each.

use app::second_factors::{self, FactorRefusal, SetUpFactor};
use app::{OneTimeCode, Outcome};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};
use domain::text::Label;

use super::payload::{Stoppable, told, valid};
use super::sign_in::SignedIn;
use crate::schema::errors::{
    InvalidInputError, NotAllowedError, NotFoundError, RateLimitedError, SecondFactorProblem,
    SecondFactorRefusedError, Stopped,
};
use crate::schema::input::{invalid_text, retry_id};
use crate::schema::request::Parts as _;

/// The mutations.
#[derive(Default)]
pub(crate) struct SetUpSecondFactor;

/// Nothing is chosen to begin with.
#[derive(InputObject)]
struct StartSecondFactorInput {
    /// Accepted everywhere; beginning again takes the place of beginning before.
    client_mutation_id: Option<String>,
}

/// The first code of an authenticator app.
#[derive(InputObject)]
struct FinishTotpInput {
    /// The six digits that the app shows.
    code: String,
    /// Accepted everywhere; a code counts once.
    client_mutation_id: Option<String>,
}

/// What a device made.
#[derive(InputObject)]
struct FinishPasskeyInput {
    /// What the browser gave, as JSON: `RegistrationResponseJSON` of the Web Authentication API.
    credential: String,
    /// What only you see, up to 60 characters, such as the name of the device.
    name: Option<String>,
    /// Accepted everywhere; what a device made counts once.
    client_mutation_id: Option<String>,
}

/// The secret of a new authenticator app. Show it once; nobody can read it again.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct TotpStarted {
    /// The secret in base 32, to be typed.
    secret: String,
    /// The same as an `otpauth:` link, to be shown as a code that a telephone scans.
    uri: String,
}

/// What a device is asked for.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PasskeyAsked {
    /// JSON for `PublicKeyCredential.parseCreationOptionsFromJSON` after `startPasskey`, for
    /// `parseRequestOptionsFromJSON` after `askForPasskey`.
    options: String,
}

/// A second factor counts from now on, and as proven in this session.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondFactorSetUp {
    /// The session, in place of the one before: it has another token.
    session: SignedIn,
    /// With the first second factor: codes to write down for when it is lost. Each counts once. They are not shown again.
    recovery_codes: Vec<String>,
}

/// How `startTotp` ended.
#[derive(Union)]
pub(crate) enum StartTotpPayload {
    /// The secret.
    Started(TotpStarted),
    /// It is not what was asked for, or can't be done.
    Refused(SecondFactorRefusedError),
    /// Too many guesses before.
    TooMany(RateLimitedError),
    /// It can't be done in this session.
    NotAllowed(NotAllowedError),
    /// Nothing of this kind.
    NotFound(NotFoundError),
}

/// How `startPasskey` and `askForPasskey` ended.
#[derive(Union)]
pub(crate) enum PasskeyPayload {
    /// What a device needs.
    Asked(PasskeyAsked),
    /// It is not what was asked for, or can't be done.
    Refused(SecondFactorRefusedError),
    /// Too many guesses before.
    TooMany(RateLimitedError),
    /// It can't be done in this session.
    NotAllowed(NotAllowedError),
    /// Nothing of this kind.
    NotFound(NotFoundError),
}

/// How `finishTotp` and `finishPasskey` ended.
#[derive(Union)]
pub(crate) enum FinishSecondFactorPayload {
    /// It counts.
    SetUp(SecondFactorSetUp),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// It is not what was asked for, or can't be done.
    Refused(SecondFactorRefusedError),
    /// Too many guesses before.
    TooMany(RateLimitedError),
    /// It can't be done in this session.
    NotAllowed(NotAllowedError),
    /// Nothing of this kind.
    NotFound(NotFoundError),
}

#[Object(serial)]
impl SetUpSecondFactor {
    /// Begins with an authenticator app: gives its secret. It counts when `finishTotp` gets its first code within five
    /// minutes. For adults who work for the panel; a second one takes the place of the first.
    #[graphql(complexity = "20 + child_complexity")]
    async fn start_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but a retry id.")] input: StartSecondFactorInput,
    ) -> Result<StartTotpPayload> {
        drop(input.client_mutation_id);
        Ok(
            match told(ctx, second_factors::start_totp(ctx.app()?).await)? {
                Ok(started) => TotpStarted {
                    secret: started.secret.to_string(),
                    uri: started.uri.to_string(),
                }
                .into(),
                Err(why) => refused(ctx, why)?,
            },
        )
    }

    /// Ends setting up an authenticator app, with the first code that it shows.
    #[graphql(complexity = "30 + child_complexity")]
    async fn finish_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first code.")] input: FinishTotpInput,
    ) -> Result<FinishSecondFactorPayload> {
        drop(input.client_mutation_id);
        let done = second_factors::finish_totp(ctx.app()?, input.code).await;
        finished(ctx, done)
    }

    /// Begins with a passkey: gives what a browser makes it from. It counts when `finishPasskey` gets what the browser
    /// made within five minutes. For adults who work for the panel.
    #[graphql(complexity = "20 + child_complexity")]
    async fn start_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but a retry id.")] input: StartSecondFactorInput,
    ) -> Result<PasskeyPayload> {
        drop(input.client_mutation_id);
        asked(ctx, second_factors::start_passkey(ctx.app()?).await)
    }

    /// Ends setting up a passkey, with what the browser made.
    #[graphql(complexity = "30 + child_complexity")]
    async fn finish_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What a device made.")] input: FinishPasskeyInput,
    ) -> Result<FinishSecondFactorPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let name = input.name.as_deref().map(Label::parse).transpose();
        let name =
            valid!(name.map_err(|error| invalid_text(say, "name", "part-session-name", &error)));
        let done = second_factors::finish_passkey(ctx.app()?, input.credential, name).await;
        finished(ctx, done)
    }
}

/// What a device is asked for.
pub(super) fn asked(
    ctx: &Context<'_>,
    done: Outcome<String, FactorRefusal>,
) -> Result<PasskeyPayload> {
    Ok(match told(ctx, done)? {
        Ok(options) => PasskeyAsked { options }.into(),
        Err(why) => refused(ctx, why)?,
    })
}

fn finished(
    ctx: &Context<'_>,
    done: Outcome<SetUpFactor, FactorRefusal>,
) -> Result<FinishSecondFactorPayload> {
    Ok(match told(ctx, done)? {
        Ok(done) => SecondFactorSetUp {
            session: SignedIn::tell(ctx, &done.session)?,
            recovery_codes: revealed(&done.recovery_codes),
        }
        .into(),
        Err(why) => refused(ctx, why)?,
    })
}

/// Recovery codes, as they are written down: in fours.
pub(super) fn revealed(codes: &[OneTimeCode]) -> Vec<String> {
    let in_fours = |code: &OneTimeCode| {
        let letters: Vec<char> = code.reveal().chars().collect();
        let fours: Vec<String> = letters
            .chunks(4)
            .map(|four| four.iter().collect())
            .collect();
        fours.join("-")
    };
    codes.iter().map(in_fours).collect()
}

/// The payload that says why nothing was done.
pub(super) fn refused<P>(ctx: &Context<'_>, why: FactorRefusal) -> Result<P>
where
    P: Stoppable + From<SecondFactorRefusedError> + From<RateLimitedError>,
{
    let say = ctx.say()?;
    Ok(match why {
        FactorRefusal::Barred(barred) => P::stopped(Stopped::new(say, barred)),
        FactorRefusal::TooMany { retry_at } => {
            RateLimitedError::new(say, ctx.app()?.now(), retry_at).into()
        }
        FactorRefusal::Wrong => {
            SecondFactorRefusedError::new(say, SecondFactorProblem::Wrong).into()
        }
        FactorRefusal::LastOne => {
            SecondFactorRefusedError::new(say, SecondFactorProblem::LastOne).into()
        }
        FactorRefusal::Full => {
            SecondFactorRefusedError::new(say, SecondFactorProblem::TooManyPasskeys).into()
        }
    })
}
