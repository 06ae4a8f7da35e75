//! `setUpAdministrator`: the first account of an empty panel, with the one-time link that its server printed.

use app::OneTimeCode;
use app::people::{self, SetUp, SetUpRefusal};
use async_graphql::{Context, InputObject, Object, Result, Union};

use super::payload::{told, valid};
use super::sign_in::SignedIn;
use crate::schema::errors::{InvalidInputError, SetupLinkOverError};
use crate::schema::input;
use crate::schema::request::Parts as _;

/// The mutation.
#[derive(Default)]
pub(crate) struct SetUpAdministrator;

/// What the first administrator chooses.
#[derive(InputObject)]
struct SetUpAdministratorInput {
    /// The code in the link.
    code: String,
    /// The name to sign in with: 3 to 40 letters, digits, `.`, `_` and `-`.
    login: String,
    /// The name that others see, 3 to 24 characters.
    pen_name: String,
    /// What to sign in with, 10 to 200 characters.
    passphrase: String,
    /// Accepted everywhere; a link works once, so a retry changes nothing. Sign in instead.
    client_mutation_id: Option<String>,
}

/// How `setUpAdministrator` ended.
#[derive(Union)]
pub(crate) enum SetUpAdministratorPayload {
    /// The account was created, and you are signed in.
    SignedIn(SignedIn),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// The link does not work any more.
    LinkOver(SetupLinkOverError),
}

#[Object(serial)]
impl SetUpAdministrator {
    /// Creates the first administrator of a panel in which nobody has an account, and signs them in. The link is
    /// printed by the server when it starts on an empty panel; it works once, for 24 hours.
    #[graphql(complexity = "100 + child_complexity")]
    async fn set_up_administrator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the first administrator chooses.")] input: SetUpAdministratorInput,
    ) -> Result<SetUpAdministratorPayload> {
        let say = ctx.say()?;
        valid!(input::retry_id(say, input.client_mutation_id));
        let chosen = SetUp {
            code: OneTimeCode::presented(&input.code),
            login: valid!(input::login(say, &input.login)),
            pen_name: valid!(input::pen_name(say, &input.pen_name)),
            passphrase: valid!(input::passphrase(say, &input.passphrase)),
        };
        let outcome = people::set_up_administrator(ctx.app()?, chosen).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(SetUpRefusal::Weak(weak)) => input::weak_passphrase(say, weak).into(),
            Err(SetUpRefusal::LinkOver) => SetupLinkOverError::new(say).into(),
        })
    }
}
