//! `requestChanges` and `decline`: decisions against publication, with a statement of reasons that the authors read.

use app::reviews::{self, Refusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use super::decision::{DecisionError, decision_payload};
use super::payload::{opened, told, valid};
use crate::schema::input::{content_hash, optional_message, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::statement::{GroundInput, explanation};
use crate::schema::suggestion::{SuggestionInput, suggestions};
use crate::schema::viewer::review_of;

/// The mutations.
#[derive(Default)]
pub(crate) struct Refuse;

/// What should change, and why.
#[derive(InputObject)]
struct RequestChangesInput {
    /// The review that you hold.
    review: ID,
    /// The `contentHash` of the revision that you read.
    content_hash: String,
    /// Why; at least one.
    grounds: Vec<GroundInput>,
    /// Words to the authors: what to change, so that a twelve-year-old understands. They may be left out where passages are quoted. Contacts
    /// and meetings are refused.
    message: Option<String>,
    /// What could stand in place of some passages; 20 at most, no two about the same words. Only an author puts it there.
    #[graphql(default)]
    suggestions: Vec<SuggestionInput>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Why it is not to be published.
#[derive(InputObject)]
struct DeclineInput {
    /// The review that you hold.
    review: ID,
    /// The `contentHash` of the revision that you read.
    content_hash: String,
    /// Why; at least one.
    grounds: Vec<GroundInput>,
    /// Words to the authors, so that a twelve-year-old understands. They may be left out where passages are quoted. Contacts and meetings are
    /// refused.
    message: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The authors were asked for changes.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ChangesRequested {
    /// The review; nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
}

/// The submission was declined.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Declined {
    /// The review; nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
}

decision_payload! {
    /// How `requestChanges` ended.
    RequestChangesPayload, ChangesRequested
}

decision_payload! {
    /// How `decline` ended.
    DeclinePayload, Declined
}

#[Object(serial)]
impl Refuse {
    /// Asks the authors for changes. What is public stays as it is.
    #[graphql(complexity = "20 + child_complexity")]
    async fn request_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What should change, and why.")] input: RequestChangesInput,
    ) -> Result<RequestChangesPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let message = valid!(optional_message(say, input.message.as_deref()));
        let refusal = Refusal {
            review: opened!(ctx, Review, &input.review),
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            explanation: valid!(explanation(say, input.grounds, message)),
        };
        let decide = reviews::RequestChanges {
            refusal,
            suggestions: valid!(suggestions(say, input.suggestions)),
        };
        let outcome = reviews::request_changes(ctx.app()?, decide, retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let review = review_of(ctx, done.review).await?;
                Ok(RequestChangesPayload::Done(Box::new(ChangesRequested {
                    review,
                })))
            }
            Err(refusal) => Ok(DecisionError::new(ctx, refusal).await?.into()),
        }
    }

    /// Declines a submission. What is public stays as it is.
    #[graphql(complexity = "20 + child_complexity")]
    async fn decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why it is not to be published.")] input: DeclineInput,
    ) -> Result<DeclinePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let message = valid!(optional_message(say, input.message.as_deref()));
        let refusal = Refusal {
            review: opened!(ctx, Review, &input.review),
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            explanation: valid!(explanation(say, input.grounds, message)),
        };
        let outcome = reviews::decline(ctx.app()?, reviews::Decline(refusal), retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let review = review_of(ctx, done.review).await?;
                Ok(DeclinePayload::Done(Box::new(Declined { review })))
            }
            Err(refusal) => Ok(DecisionError::new(ctx, refusal).await?.into()),
        }
    }
}
