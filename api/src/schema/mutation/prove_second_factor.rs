//! `proveTotp`, `askForPasskey`, `provePasskey` and `useRecoveryCode`: proving a second factor, after signing in and again
//! before what can do much harm.

use app::second_factors::{self, FactorRefusal};
use app::{OneTimeCode, Outcome};
use async_graphql::{Context, InputObject, Object, Result, Union};

use super::payload::told;
use super::set_up_second_factor::{PasskeyPayload, asked, refused};
use super::sign_in::SignedIn;
use crate::schema::errors::{
    NotAllowedError, NotFoundError, RateLimitedError, SecondFactorRefusedError,
};
use crate::schema::request::Parts as _;

/// The mutations.
#[derive(Default)]
pub(crate) struct ProveSecondFactor;

/// A code.
#[derive(InputObject)]
struct CodeInput {
    /// The code, with spaces and hyphens or without.
    code: String,
    /// Accepted everywhere; a code counts once.
    client_mutation_id: Option<String>,
}

/// Nothing is chosen to begin with.
#[derive(InputObject)]
struct AskForPasskeyInput {
    /// Accepted everywhere; asking again takes the place of asking before.
    client_mutation_id: Option<String>,
}

/// What a device answered.
#[derive(InputObject)]
struct ProvePasskeyInput {
    /// What the browser gave, as JSON: `AuthenticationResponseJSON` of the Web Authentication API.
    credential: String,
    /// Accepted everywhere; an answer counts once.
    client_mutation_id: Option<String>,
}

/// How proving a second factor ended.
#[derive(Union)]
pub(crate) enum ProofPayload {
    /// It is proven, in a session that takes the place of the one before: it has another token.
    SignedIn(SignedIn),
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
impl ProveSecondFactor {
    /// Proves your authenticator app, with the code that it shows. Each code counts once.
    #[graphql(complexity = "30 + child_complexity")]
    async fn prove_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: CodeInput,
    ) -> Result<ProofPayload> {
        drop(input.client_mutation_id);
        let done = second_factors::prove_totp(ctx.app()?, input.code).await;
        proven(ctx, done)
    }

    /// Asks for one of your passkeys. `provePasskey` takes the answer within five minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_for_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but a retry id.")] input: AskForPasskeyInput,
    ) -> Result<PasskeyPayload> {
        drop(input.client_mutation_id);
        asked(ctx, second_factors::ask_for_passkey(ctx.app()?).await)
    }

    /// Proves one of your passkeys, with what the browser answered.
    #[graphql(complexity = "30 + child_complexity")]
    async fn prove_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What a device answered.")] input: ProvePasskeyInput,
    ) -> Result<ProofPayload> {
        drop(input.client_mutation_id);
        let done = second_factors::prove_passkey(ctx.app()?, input.credential).await;
        proven(ctx, done)
    }

    /// Proves with a code that you wrote down when you set up your first second factor. It is used up.
    #[graphql(complexity = "30 + child_complexity")]
    async fn use_recovery_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: CodeInput,
    ) -> Result<ProofPayload> {
        drop(input.client_mutation_id);
        let code = OneTimeCode::presented(&input.code);
        let done = second_factors::use_recovery_code(ctx.app()?, code).await;
        proven(ctx, done)
    }
}

fn proven(
    ctx: &Context<'_>,
    done: Outcome<app::sessions::SignedIn, FactorRefusal>,
) -> Result<ProofPayload> {
    Ok(match told(ctx, done)? {
        Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
        Err(why) => refused(ctx, why)?,
    })
}
