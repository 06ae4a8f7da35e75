//! `askCoAuthors`: an adult who read it has those read what was sent in their name whose word is missing.

use app::reviews::{self, AskRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use super::decision::{DecisionError, decision_payload};
use super::payload::{opened, told, valid};
use crate::schema::errors::NobodyToAskError;
use crate::schema::input::{content_hash, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::viewer::review_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct AskCoAuthors;

/// What to have read.
#[derive(InputObject)]
struct AskCoAuthorsInput {
    /// The review that you hold.
    review: ID,
    /// The `contentHash` of the revision that you read.
    content_hash: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// They are asked for their word.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CoAuthorsAsked {
    /// The review, which you don't hold any more: it is in line again when all have said yes. Nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
}

decision_payload! {
    /// How `askCoAuthors` ended.
    AskCoAuthorsPayload, CoAuthorsAsked,
    /// Nobody's word is missing.
    NobodyToAsk(NobodyToAskError)
}

#[Object(serial)]
impl AskCoAuthors {
    /// Has those read what you read in whose name it was sent, where screening found something that an adult had to read before them. You decide nothing with it: the review
    /// is in line again when all have said yes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_co_authors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to have read.")] input: AskCoAuthorsInput,
    ) -> Result<AskCoAuthorsPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let ask = reviews::AskCoAuthors {
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            review: opened!(ctx, Review, &input.review),
        };
        let outcome = reviews::ask_co_authors(ctx.app()?, ask, retry).await;
        match told(ctx, outcome)? {
            Ok(asked) => Ok(AskCoAuthorsPayload::Done(Box::new(CoAuthorsAsked {
                review: review_of(ctx, asked.review).await?,
            }))),
            Err(AskRefusal::NobodyToAsk) => Ok(NobodyToAskError::new(say).into()),
            Err(AskRefusal::Decision(refusal)) => {
                Ok(DecisionError::new(ctx, refusal).await?.into())
            }
        }
    }
}
