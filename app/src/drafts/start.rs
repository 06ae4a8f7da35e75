//! Starting a post: an empty or first draft in the correspondent's group.

use domain::policy::Action;
use domain::post::draft::{Draft, DraftVersion};
use domain::post::{Authors, Post, Publication};
use domain::{AccountId, PostId, post::draft::DraftText};
use serde::{Deserialize, Serialize};
use storage::drafts::Kind;
use storage::{StorageError, Tx, drafts, posts};

use super::input::{DraftInput, InputError, topics_exist};
use crate::changes;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::{new_id, random_uuid};
use crate::{Ctx, Failure, Outcome};

/// The most posts of one author, so that nobody fills the storage.
const MOST_POSTS: i64 = 1_000;

/// What the new draft says.
#[derive(Clone, Hash)]
pub struct StartDraft {
    /// Its first words.
    pub text: DraftInput,
}

/// A draft that was started.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Started {
    /// The post that it is the draft of.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why no draft was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// A part can't be kept.
    Input(InputError),
    /// The correspondent belongs to no group yet.
    NoGroup,
    /// The correspondent has as many posts as anybody may have.
    TooMany,
}

refusal!(StartRefusal);

/// Starts a post with the words given.
pub async fn start_draft(
    ctx: &Ctx,
    input: StartDraft,
    retry: Option<ClientMutationId>,
) -> Outcome<Started, StartRefusal> {
    once(ctx, "startDraft", input, retry, |tx, ctx, input| {
        Box::pin(start(tx, ctx, input))
    })
    .await
}

async fn start(tx: &mut Tx, ctx: &Ctx, input: StartDraft) -> Outcome<Started, StartRefusal> {
    ctx.may::<StartRefusal>(&Action::StartDraft)?;
    let person = ctx.person::<StartRefusal>()?;
    let text = input
        .text
        .parse()
        .map_err(|error| Failure::Refused(StartRefusal::Input(error)))?;
    if !topics_exist(tx, &text).await? {
        return Err(Failure::Refused(StartRefusal::Input(
            InputError::UnknownTopic,
        )));
    }
    let Some(group) = person.group else {
        return Err(Failure::Refused(StartRefusal::NoGroup));
    };
    if has_as_many_as_can_be(tx, person.account).await? {
        return Err(Failure::Refused(StartRefusal::TooMany));
    }
    let post = Post {
        id: PostId::from_uuid(new_id(ctx.now())),
        authors: Authors::one(person.account),
        group,
        comment_on: None,
        publication: Publication::Never,
    };
    store_new(tx, ctx, &post, text).await?;
    Ok(Started { post: post.id })
}

/// Whether somebody has as many posts as anybody may have.
pub(crate) async fn has_as_many_as_can_be(
    tx: &mut Tx,
    author: AccountId,
) -> Result<bool, StorageError> {
    Ok(drafts::count_of_author(tx, (author, Kind::Posts)).await? >= MOST_POSTS)
}

/// Stores a post of which nothing is public, with its first draft.
pub(crate) async fn store_new(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    text: DraftText,
) -> Result<Draft, StorageError> {
    let draft = Draft {
        post: post.id,
        comment_on: post.comment_on,
        text,
        version: DraftVersion::FIRST,
        saved_at: ctx.now(),
    };
    posts::insert(tx, post, random_uuid(), ctx.now()).await?;
    drafts::insert(tx, &draft).await?;
    Record::of("draft.started", post.id)
        .with("group", post.group)
        .store(tx, ctx)
        .await?;
    changes::working_copy(tx, post);
    Ok(draft)
}
