//! `giveWord`: a co-author says yes or no to what was sent in their name.

use app::co_authors::{self, WordRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::enums::Word;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
    SubmissionChangedError, WordNotAskedError,
};
use crate::schema::input::{content_hash, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct GiveWord;

/// What you say to what.
#[derive(InputObject)]
struct GiveWordInput {
    /// The draft.
    draft: ID,
    /// The `contentHash` of the submission that you read.
    content_hash: String,
    /// What you say to it.
    word: Word,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Your word counts.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct WordGiven {
    /// The draft.
    draft: Draft,
}

/// How `giveWord` ended.
#[derive(Union)]
pub(crate) enum GiveWordPayload {
    /// It counts.
    Given(WordGiven),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// There is no such draft.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// You are asked for none.
    NotAsked(WordNotAskedError),
    /// You read something else.
    Changed(SubmissionChangedError),
}

#[Object(serial)]
impl GiveWord {
    /// Says yes or no to exactly what was sent in your name too. Adults are offered it when everybody said yes; a no takes it back, and whoever wrote it is told that somebody
    /// wants it otherwise.
    #[graphql(complexity = "20 + child_complexity")]
    async fn give_word(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you say to what.")] input: GiveWordInput,
    ) -> Result<GiveWordPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let give = co_authors::GiveWord {
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            post: opened!(ctx, Draft, &input.draft),
            word: input.word.into(),
        };
        let outcome = co_authors::give_word(ctx.app()?, give, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(given) => WordGiven {
                draft: found!(ctx, draft_of(ctx, given.post).await?),
            }
            .into(),
            Err(WordRefusal::Barred(barred)) => GiveWordPayload::stopped(Stopped::new(say, barred)),
            Err(WordRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(WordRefusal::NotAsked) => WordNotAskedError::new(say).into(),
            Err(WordRefusal::Changed) => SubmissionChangedError::new(say).into(),
        })
    }
}
