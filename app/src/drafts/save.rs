//! Saving a draft over the version that was seen; a newer one is never overwritten.

use domain::PostId;
use domain::policy::Action;
use domain::post::draft::DraftVersion;
use serde::{Deserialize, Serialize};
use storage::{Tx, drafts, posts};

use super::input::{DraftInput, InputError, as_written, topics_exist};
use crate::changes;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// What to save over what.
#[derive(Clone, Hash)]
pub struct SaveDraft {
    /// The post whose draft it is.
    pub post: PostId,
    /// The version that the author saw.
    pub seen: DraftVersion,
    /// What the draft should say now.
    pub text: DraftInput,
}

/// A draft that was saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Saved {
    /// The post whose draft it is.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
    /// The version that this saving made.
    pub version: i64,
}

/// Why nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveRefusal {
    /// The person may not, or there is no such draft.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// A part can't be kept.
    Input(InputError),
    /// It was saved again after the version that was seen.
    Stale {
        /// The version that is stored.
        current: DraftVersion,
    },
}

refusal!(SaveRefusal);

/// Saves a draft.
pub async fn save_draft(
    ctx: &Ctx,
    input: SaveDraft,
    retry: Option<ClientMutationId>,
) -> Outcome<Saved, SaveRefusal> {
    once(ctx, "saveDraft", input, retry, |tx, ctx, input| {
        Box::pin(save(tx, ctx, input))
    })
    .await
}

async fn save(tx: &mut Tx, ctx: &Ctx, input: SaveDraft) -> Outcome<Saved, SaveRefusal> {
    ctx.person::<SaveRefusal>()?;
    let Some(post) = posts::lock(tx, input.post).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<SaveRefusal>(&Action::SaveDraft(&post.authors))?;
    let text = input
        .text
        .parse()
        .and_then(|text| as_written(&post, text))
        .map_err(|error| Failure::Refused(SaveRefusal::Input(error)))?;
    if !topics_exist(tx, &text).await? {
        return Err(Failure::Refused(SaveRefusal::Input(
            InputError::UnknownTopic,
        )));
    }
    let draft = drafts::get(tx, post.id)
        .await?
        .ok_or(Internal::Contradiction("a post without a draft"))?;
    let saved = draft.save(input.seen, text, ctx.now()).map_err(|stale| {
        Failure::Refused(SaveRefusal::Stale {
            current: stale.current,
        })
    })?;
    drafts::update(tx, &saved).await?;
    Record::of("draft.saved", post.id)
        .with("version", saved.version.number())
        .store(tx, ctx)
        .await?;
    changes::working_copy(tx, &post);
    Ok(Saved {
        post: post.id,
        version: saved.version.number(),
    })
}
