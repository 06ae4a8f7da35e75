//! `saveDraft`: what the draft says now, over the version that was seen.

use app::drafts::{self, SaveRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::post::draft::DraftVersion;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    StaleVersionError, Stopped,
};
use crate::schema::input::{DraftText, invalid_draft, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct SaveDraft;

/// What to save over what.
#[derive(InputObject)]
struct SaveDraftInput {
    /// The draft.
    draft: ID,
    /// The version that you saw.
    version: i64,
    /// What it should say now, all of it.
    text: DraftText,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A draft that was saved.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftSaved {
    /// The draft as it is now.
    draft: Draft,
    /// The version that this saving made.
    version: i64,
}

/// How `saveDraft` ended.
#[derive(Union)]
pub(crate) enum SaveDraftPayload {
    /// It was saved.
    Saved(DraftSaved),
    /// A part can't be kept.
    InvalidInput(InvalidInputError),
    /// There is no such draft.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Somebody saved after the version that was seen.
    Stale(StaleVersionError),
}

#[Object(serial)]
impl SaveDraft {
    /// Saves a draft, unless somebody saved it after the version that you saw.
    async fn save_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to save over what.")] input: SaveDraftInput,
    ) -> Result<SaveDraftPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let post = opened!(ctx, Draft, &input.draft);
        let text = valid!(input.text.read(ctx)?);
        let save = drafts::SaveDraft {
            post,
            seen: DraftVersion::new(input.version),
            text,
        };
        let outcome = drafts::save_draft(ctx.app()?, save, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(saved) => DraftSaved {
                draft: found!(ctx, draft_of(ctx, saved.post).await?),
                version: saved.version,
            }
            .into(),
            Err(SaveRefusal::Barred(barred)) => {
                SaveDraftPayload::stopped(Stopped::new(say, barred))
            }
            Err(SaveRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(SaveRefusal::Input(error)) => invalid_draft(say, &error).into(),
            Err(SaveRefusal::Stale { current }) => StaleVersionError {
                message: say.plain("stale-version"),
                current_version: current.number(),
                current_draft: draft_of(ctx, post).await?,
            }
            .into(),
        })
    }
}
