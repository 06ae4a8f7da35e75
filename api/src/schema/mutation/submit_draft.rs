//! `submitDraft`: a version of a draft becomes a revision that adults read.

use app::drafts::{self, SubmitRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::post::draft::DraftVersion;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, CommentImpossibleError, DraftIncompleteError, InvalidInputError,
    NotAllowedError, NotFoundError, NothingChangedError, StaleVersionError, Stopped,
    TextNotRenderableError,
};
use crate::schema::input::{content_hash, incomplete, not_renderable, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct SubmitDraft;

/// Which version of which draft to submit.
#[derive(InputObject)]
struct SubmitDraftInput {
    /// The draft.
    draft: ID,
    /// The version that you saw.
    version: i64,
    /// The `contentHash` that `checkDraft` gave, if its findings were shown to the author: whoever reads the text is told that they were
    /// kept knowingly.
    checked: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A draft that waits for an adult now.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftSubmitted {
    /// The draft, with its submission.
    draft: Draft,
}

/// How `submitDraft` ended.
#[derive(Union)]
pub(crate) enum SubmitDraftPayload {
    /// It waits for an adult.
    Submitted(DraftSubmitted),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such draft.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Somebody saved after the version that was seen.
    Stale(StaleVersionError),
    /// Parts are missing.
    Incomplete(DraftIncompleteError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
    /// The same text waits already, or is public.
    NothingChanged(NothingChangedError),
    /// It is a comment, and there can be none such now.
    Impossible(CommentImpossibleError),
}

#[Object(serial)]
impl SubmitDraft {
    /// Submits a draft for review. What is public stays as it is until adults approve.
    #[graphql(complexity = "50 + child_complexity")]
    async fn submit_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which version of which draft to submit.")] input: SubmitDraftInput,
    ) -> Result<SubmitDraftPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let post = opened!(ctx, Draft, &input.draft);
        let checked = input.checked.as_deref();
        let checked = valid!(
            checked
                .map(|hash| content_hash(say, "checked", hash))
                .transpose()
        );
        let submit = drafts::SubmitDraft {
            post,
            seen: DraftVersion::new(input.version),
            checked,
        };
        let outcome = drafts::submit_draft(ctx.app()?, submit, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(submitted) => DraftSubmitted {
                draft: found!(ctx, draft_of(ctx, submitted.post).await?),
            }
            .into(),
            Err(SubmitRefusal::Barred(barred)) => {
                SubmitDraftPayload::stopped(Stopped::new(say, barred))
            }
            Err(SubmitRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(SubmitRefusal::Stale { current }) => StaleVersionError {
                message: say.plain("stale-version"),
                current_version: current.number(),
                current_draft: draft_of(ctx, post).await?,
            }
            .into(),
            Err(SubmitRefusal::Incomplete(missing)) => incomplete(say, &missing).into(),
            Err(SubmitRefusal::Render(error)) => not_renderable(say, error).into(),
            Err(SubmitRefusal::Unchanged) => NothingChangedError::new(say).into(),
            Err(SubmitRefusal::Unsayable(why)) => CommentImpossibleError::new(say, why).into(),
        })
    }
}
