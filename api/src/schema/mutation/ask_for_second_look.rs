//! `askForSecondLook`: an author, a guardian or a guide has another adult look at what was decided against a text.

use app::reviews::{self, SecondLookRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    SecondLookImpossibleError, Stopped,
};
use crate::schema::input::{optional_message, retry_id};
use crate::schema::request::Parts as _;
use crate::seal::NodeKind;

/// The mutation.
#[derive(Default)]
pub(crate) struct AskForSecondLook;

/// What to look at again.
#[derive(InputObject)]
struct AskForSecondLookInput {
    /// The statement of what was decided.
    statement: ID,
    /// Why, if you want to say it. Those who may look again read it.
    message: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A second look that waits for an adult who did not decide before.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondLookAsked {
    /// The statement of what is looked at again.
    statement: ID,
}

/// How `askForSecondLook` ended.
#[derive(Union)]
pub(crate) enum AskForSecondLookPayload {
    /// It waits for another adult.
    Asked(SecondLookAsked),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// There is no such statement.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// It can't be looked at again.
    Impossible(SecondLookImpossibleError),
}

#[Object(serial)]
impl AskForSecondLook {
    /// Has another adult look at what was decided against a text. The same bytes wait once more; whoever decided first can't decide again.
    async fn ask_for_second_look(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look at again.")] input: AskForSecondLookInput,
    ) -> Result<AskForSecondLookPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let ask = reviews::AskForSecondLook {
            statement: opened!(ctx, Statement, &input.statement),
            message: valid!(optional_message(say, input.message.as_deref())),
        };
        let outcome = reviews::ask_for_second_look(ctx.app()?, ask, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(asked) => SecondLookAsked {
                statement: ctx.node_id(NodeKind::Statement, asked.statement)?,
            }
            .into(),
            Err(SecondLookRefusal::Barred(barred)) => {
                AskForSecondLookPayload::stopped(Stopped::new(say, barred))
            }
            Err(SecondLookRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(SecondLookRefusal::Impossible(why)) => {
                SecondLookImpossibleError::new(say, why).into()
            }
        })
    }
}
