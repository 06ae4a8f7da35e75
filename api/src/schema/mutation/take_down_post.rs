//! `takeDownPost`: an adult takes down what is public, with a statement of reasons.

use app::reviews::{self, TakeDown, TakeDownRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::decision::{stale_error, words_refused};
use super::payload::{Stoppable as _, found, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    StaleRevisionError, Stopped, WordsRefusedError,
};
use crate::schema::input::{content_hash, optional_message, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::statement::{GroundInput, explanation, unquotable};

/// The mutation.
#[derive(Default)]
pub(crate) struct TakeDownPost;

/// What to take down, and why.
#[derive(InputObject)]
struct TakeDownPostInput {
    /// The post, or the comment, that is public.
    post: ID,
    /// The `contentHash` of what you read.
    content_hash: String,
    /// Why; at least one. Passages are those of `publishedRevision`.
    grounds: Vec<GroundInput>,
    /// Words to the authors, so that a twelve-year-old understands. They may be left out where passages are quoted. Contacts and meetings are
    /// refused.
    message: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A post that is not public any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PostTakenDown {
    /// Whether another adult reads the same text again and decides whether it stays down. Where authors have sent something newer, that is read.
    is_read_again: bool,
}

/// How `takeDownPost` ended.
#[derive(Union)]
pub(crate) enum TakeDownPostPayload {
    /// It was taken down.
    TakenDown(PostTakenDown),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// Nothing of such a post is public.
    NotFound(NotFoundError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// You read other bytes.
    Stale(Box<StaleRevisionError>),
    /// The words are not for a child.
    WordsRefused(WordsRefusedError),
}

#[Object(serial)]
impl TakeDownPost {
    /// Takes down what is public of a post or a comment. It is gone at once, and its authors are told why. Its address stays reserved.
    #[graphql(complexity = "20 + child_complexity")]
    async fn take_down_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to take down, and why.")] input: TakeDownPostInput,
    ) -> Result<TakeDownPostPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let message = valid!(optional_message(say, input.message.as_deref()));
        let take_down = TakeDown {
            post: found!(ctx, ctx.open_published(&input.post)?),
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            explanation: valid!(explanation(say, input.grounds, message)),
        };
        let outcome = reviews::take_down_post(ctx.app()?, take_down, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(done) => PostTakenDown {
                is_read_again: done.is_read_again,
            }
            .into(),
            Err(TakeDownRefusal::Barred(barred)) => {
                TakeDownPostPayload::stopped(Stopped::new(say, barred))
            }
            Err(TakeDownRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(TakeDownRefusal::Quote(error)) => unquotable(say, error).into(),
            Err(TakeDownRefusal::Words(refused)) => words_refused(say, refused).into(),
            Err(TakeDownRefusal::Stale(stale)) => {
                TakeDownPostPayload::Stale(Box::new(stale_error(ctx, *stale).await?))
            }
        })
    }
}
