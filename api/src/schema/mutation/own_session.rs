//! `nameSession` and `endSession`: what somebody does with the places where they are signed in.

use app::sessions::{self, SessionRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::text::Label;

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{invalid_text, retry_id};
use crate::schema::request::Parts as _;
use crate::seal::NodeKind;
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct OwnSession;

/// How to call a session.
#[derive(InputObject)]
struct NameSessionInput {
    /// The session.
    session: ID,
    /// What only you see, up to 60 characters; null takes the name away.
    name: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which session to end.
#[derive(InputObject)]
struct EndSessionInput {
    /// The session.
    session: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It was done.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SessionChanged {
    /// The session.
    session: ID,
}

/// How `nameSession` and `endSession` ended.
#[derive(Union)]
pub(crate) enum SessionPayload {
    /// It was done.
    Changed(SessionChanged),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// You have no such session.
    NotFound(NotFoundError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl OwnSession {
    /// Gives one of your sessions a name that only you see.
    #[graphql(complexity = "20 + child_complexity")]
    async fn name_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How to call which session.")] input: NameSessionInput,
    ) -> Result<SessionPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let id = opened!(ctx, Session, &input.session);
        let name = match input.name {
            None => None,
            Some(given) => Some(valid!(Label::parse(&given).map_err(|error| invalid_text(
                say,
                "name",
                "part-session-name",
                &error
            )))),
        };
        let done = sessions::name_session(ctx.app()?, id, name, retry).await;
        let session = ctx.node_id(NodeKind::Session, id)?;
        Ok(ended(say, told(ctx, done)?, session))
    }

    /// Ends one of your sessions at once, wherever it is used.
    #[graphql(complexity = "20 + child_complexity")]
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session to end.")] input: EndSessionInput,
    ) -> Result<SessionPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let id = opened!(ctx, Session, &input.session);
        let done = sessions::end_session(ctx.app()?, id, retry).await;
        let session = ctx.node_id(NodeKind::Session, id)?;
        Ok(ended(say, told(ctx, done)?, session))
    }
}

fn ended(say: Say<'_>, done: Result<(), SessionRefusal>, session: ID) -> SessionPayload {
    match done {
        Ok(()) => SessionChanged { session }.into(),
        Err(SessionRefusal::Barred(barred)) => SessionPayload::stopped(Stopped::new(say, barred)),
        Err(SessionRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
    }
}
