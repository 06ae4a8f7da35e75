//! `removePasskey`, `removeTotp` and `renewRecoveryCodes`: what somebody does with the second factors that they have.

use app::Outcome;
use app::second_factors::{self, FactorRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{opened, told};
use super::set_up_second_factor::{refused, revealed};
use crate::schema::errors::{
    NotAllowedError, NotFoundError, RateLimitedError, SecondFactorRefusedError,
};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::second_factor::SecondFactors;

/// The mutations.
#[derive(Default)]
pub(crate) struct ChangeSecondFactors;

/// Which passkey to take away.
#[derive(InputObject)]
struct RemovePasskeyInput {
    /// The passkey.
    passkey: ID,
    /// Accepted everywhere; what was taken away once is gone.
    client_mutation_id: Option<String>,
}

/// Nothing is chosen.
#[derive(InputObject)]
struct RemoveTotpInput {
    /// Accepted everywhere; what was taken away once is gone.
    client_mutation_id: Option<String>,
}

/// Nothing is chosen.
#[derive(InputObject)]
struct RenewRecoveryCodesInput {
    /// Accepted everywhere; each time there are other codes.
    client_mutation_id: Option<String>,
}

/// A second factor was taken away.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondFactorRemoved {
    /// What you have now.
    second_factors: Option<SecondFactors>,
}

/// Codes to write down. Each counts once. They are not shown again, and those before don't count any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct RecoveryCodesRenewed {
    /// The codes.
    recovery_codes: Vec<String>,
}

/// How `removePasskey` and `removeTotp` ended.
#[derive(Union)]
pub(crate) enum RemoveSecondFactorPayload {
    /// It is gone.
    Removed(SecondFactorRemoved),
    /// It is not what was asked for, or can't be done.
    Refused(SecondFactorRefusedError),
    /// Too many guesses before.
    TooMany(RateLimitedError),
    /// It can't be done in this session.
    NotAllowed(NotAllowedError),
    /// Nothing of this kind.
    NotFound(NotFoundError),
}

/// How `renewRecoveryCodes` ended.
#[derive(Union)]
pub(crate) enum RenewRecoveryCodesPayload {
    /// The codes.
    Renewed(RecoveryCodesRenewed),
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
impl ChangeSecondFactors {
    /// Takes one of your passkeys away, unless you have nothing else to prove. Needs a second factor that was proven within
    /// ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which passkey to take away.")] input: RemovePasskeyInput,
    ) -> Result<RemoveSecondFactorPayload> {
        drop(input.client_mutation_id);
        let passkey = opened!(ctx, Passkey, &input.passkey);
        removed(
            ctx,
            second_factors::remove_passkey(ctx.app()?, passkey).await,
        )
        .await
    }

    /// Takes your authenticator app away, unless you have nothing else to prove. Needs a second factor that was proven within
    /// ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn remove_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but a retry id.")] input: RemoveTotpInput,
    ) -> Result<RemoveSecondFactorPayload> {
        drop(input.client_mutation_id);
        removed(ctx, second_factors::remove_totp(ctx.app()?).await).await
    }

    /// Gives you other recovery codes, in place of those before. Needs a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn renew_recovery_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing but a retry id.")] input: RenewRecoveryCodesInput,
    ) -> Result<RenewRecoveryCodesPayload> {
        drop(input.client_mutation_id);
        let done = second_factors::renew_recovery_codes(ctx.app()?).await;
        Ok(match told(ctx, done)? {
            Ok(codes) => RecoveryCodesRenewed {
                recovery_codes: revealed(&codes),
            }
            .into(),
            Err(why) => refused(ctx, why)?,
        })
    }
}

async fn removed(
    ctx: &Context<'_>,
    done: Outcome<(), FactorRefusal>,
) -> Result<RemoveSecondFactorPayload> {
    if let Err(why) = told(ctx, done)? {
        return refused(ctx, why);
    }
    let owned = second_factors::own_second_factors(ctx.app()?).await;
    Ok(SecondFactorRemoved {
        second_factors: owned.or_masked(ctx)?.map(SecondFactors::from),
    }
    .into())
}
