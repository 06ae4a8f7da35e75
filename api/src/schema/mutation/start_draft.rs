//! `startDraft`: the first words of a new post.

use app::drafts::{self, StartRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, LimitReachedError, NoGroupError,
    NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{DraftText, invalid_draft, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct StartDraft;

/// What the new draft says.
#[derive(InputObject)]
struct StartDraftInput {
    /// The first words; blank parts may follow later.
    text: DraftText,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A draft that was started.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftStarted {
    /// The draft.
    draft: Draft,
}

/// How `startDraft` ended.
#[derive(Union)]
pub(crate) enum StartDraftPayload {
    /// It was started.
    Started(DraftStarted),
    /// A part can't be kept.
    InvalidInput(InvalidInputError),
    /// There is no such thing.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// No group yet.
    NoGroup(NoGroupError),
    /// As many posts as one person can have.
    LimitReached(LimitReachedError),
}

#[Object(serial)]
impl StartDraft {
    /// Starts a post in your group.
    async fn start_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the new draft says.")] input: StartDraftInput,
    ) -> Result<StartDraftPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let text = valid!(input.text.read(ctx)?);
        let outcome = drafts::start_draft(ctx.app()?, drafts::StartDraft { text }, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(started) => DraftStarted {
                draft: found!(ctx, draft_of(ctx, started.post).await?),
            }
            .into(),
            Err(StartRefusal::Barred(barred)) => {
                StartDraftPayload::stopped(Stopped::new(say, barred))
            }
            Err(StartRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(StartRefusal::Input(error)) => invalid_draft(say, &error).into(),
            Err(StartRefusal::NoGroup) => NoGroupError::new(say).into(),
            Err(StartRefusal::TooMany) => LimitReachedError::new(say).into(),
        })
    }
}
