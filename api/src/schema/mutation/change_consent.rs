//! `changeConsent`: a correspondent or a guardian gives and withdraws consent, or a guardian pauses an account.

use app::consent::{self, ConsentRefusal, SayConsent};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::consent::Consent;
use crate::schema::enums::ConsentPurpose;
use crate::schema::errors::{
    ClientMutationIdReusedError, ConsentTextChangedError, DecidesAloneError, InvalidInputError,
    NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{retry_id, text_version};
use crate::schema::request::{OrMasked as _, Parts as _};

/// The mutation.
#[derive(Default)]
pub(crate) struct ChangeConsent;

/// What to give and to withdraw.
#[derive(InputObject)]
struct ChangeConsentInput {
    /// The correspondent, as `Consent.correspondent` names them: you, or a ward of yours.
    correspondent: ID,
    /// The `textVersion` that you read.
    text_version: i32,
    /// Purposes to give.
    #[graphql(default)]
    give: Vec<ConsentPurpose>,
    /// Purposes to withdraw. One that is in both lists is withdrawn.
    #[graphql(default)]
    withdraw: Vec<ConsentPurpose>,
    /// For guardians: true pauses the account, false lets it go on.
    pause: Option<bool>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What was said is kept, and counts from now on.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ConsentChanged {
    /// What follows from it.
    consent: Consent,
}

/// How `changeConsent` ended.
#[derive(Union)]
pub(crate) enum ChangeConsentPayload {
    /// It was kept.
    Changed(Box<ConsentChanged>),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such correspondent of yours.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Another text counts now.
    TextChanged(ConsentTextChangedError),
    /// The correspondent decides alone.
    DecidesAlone(DecidesAloneError),
}

#[Object(serial)]
impl ChangeConsent {
    /// Gives and withdraws consent, each purpose by itself, with effect from the next request on. Withdrawing `ACCOUNT`
    /// or `PUBLICATION` takes down everything that the correspondent wrote, and takes back what waits.
    #[graphql(complexity = "20 + child_complexity")]
    async fn change_consent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to give and to withdraw.")] input: ChangeConsentInput,
    ) -> Result<ChangeConsentPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let ward = opened!(ctx, Account, &input.correspondent);
        let purposes = |list: Vec<ConsentPurpose>| list.into_iter().map(Into::into).collect();
        let words = SayConsent {
            ward,
            text: text_version(input.text_version),
            given: purposes(input.give),
            withdrawn: purposes(input.withdraw),
            pause: input.pause,
        };
        match told(ctx, consent::say_consent(ctx.app()?, words, retry).await)? {
            Ok(said) => {
                let view = app::read::consent_of(ctx.app()?, said.ward);
                let view = found!(ctx, view.await.or_masked(ctx)?);
                let consent = Consent::from(view);
                Ok(ChangeConsentPayload::Changed(Box::new(ConsentChanged {
                    consent,
                })))
            }
            Err(ConsentRefusal::Barred(barred)) => {
                Ok(ChangeConsentPayload::stopped(Stopped::new(say, barred)))
            }
            Err(ConsentRefusal::Reused) => Ok(ClientMutationIdReusedError::new(say).into()),
            Err(ConsentRefusal::OldText { current }) => {
                Ok(ConsentTextChangedError::new(say, current).into())
            }
            Err(ConsentRefusal::DecidesAlone) => Ok(DecidesAloneError::new(say).into()),
        }
    }
}
