//! `setUpAdministrator`: the first account of an empty panel, with the one-time link that its server printed.

use app::Passphrase;
use app::people::{self, SetUp, SetUpRefusal, SetupCode};
use async_graphql::{Context, InputObject, Object, Result, Union};
use domain::text::{Login, PenName};

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
            code: SetupCode::presented(&input.code),
            login: valid!(
                Login::parse(&input.login).map_err(|error| input::invalid_text(
                    say,
                    "login",
                    "part-login",
                    &error
                ))
            ),
            pen_name: valid!(
                PenName::parse(&input.pen_name).map_err(|error| input::invalid_text(
                    say,
                    "penName",
                    "part-pen-name",
                    &error
                ))
            ),
            passphrase: valid!(
                Passphrase::parse(&input.passphrase)
                    .map_err(|error| input::invalid_passphrase(say, error))
            ),
        };
        let outcome = people::set_up_administrator(ctx.app()?, chosen).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(SetUpRefusal::LinkOver) => SetupLinkOverError::new(say).into(),
        })
    }
}
