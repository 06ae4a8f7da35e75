//! `requestChanges` and `decline`: decisions against publication, with reasons and words that the authors read.

use app::reviews::{self, DecideRefusal, Refusal, StaleRevision};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{found, opened, told, valid};
use crate::schema::enums::Reason;
use crate::schema::errors::{
    ClaimLostError, ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    ReviewClosedError, StaleRevisionError, Stopped,
};
use crate::schema::input::{content_hash, message, reasons, retry_id};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::review::Review;
use crate::schema::revision::RevisionDiff;
use crate::schema::scalars::DateTime;
use crate::schema::viewer::review_of;
use crate::seal::NodeKind;

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
    reasons: Vec<Reason>,
    /// Words to the authors: what to change, so that a twelve-year-old understands.
    message: String,
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
    reasons: Vec<Reason>,
    /// Words to the authors, so that a twelve-year-old understands.
    message: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The authors were asked for changes.
#[derive(SimpleObject)]
pub(crate) struct ChangesRequested {
    /// The review.
    review: Review,
}

/// The submission was declined.
#[derive(SimpleObject)]
pub(crate) struct Declined {
    /// The review.
    review: Review,
}

/// A union of a decision against publication.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident, $done:ident) => {
        $(#[$doc])*
        #[derive(Union)]
        pub(crate) enum $name {
            /// It was recorded.
            Done(Box<$done>),
            /// A part of the input can't be read.
            InvalidInput(InvalidInputError),
            /// There is no such review.
            NotFound(NotFoundError),
            /// Not with this account, or you are related to it.
            NotAllowed(NotAllowedError),
            /// The retry id was used for something else.
            Reused(ClientMutationIdReusedError),
            /// You don't hold it any more.
            ClaimLost(ClaimLostError),
            /// You read other bytes.
            Stale(Box<StaleRevisionError>),
            /// It was settled.
            Closed(ReviewClosedError),
        }

        impl From<DecisionError> for $name {
            fn from(error: DecisionError) -> Self {
                match error {
                    DecisionError::NotFound(error) => error.into(),
                    DecisionError::NotAllowed(error) => error.into(),
                    DecisionError::Reused(error) => error.into(),
                    DecisionError::ClaimLost(error) => error.into(),
                    DecisionError::Stale(error) => Self::Stale(error),
                    DecisionError::Closed(error) => error.into(),
                }
            }
        }
    };
}

payload! {
    /// How `requestChanges` ended.
    RequestChangesPayload, ChangesRequested
}

payload! {
    /// How `decline` ended.
    DeclinePayload, Declined
}

#[Object]
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
        let refusal = Refusal {
            review: opened!(ctx, Review, &input.review),
            seen: valid!(content_hash(say, &input.content_hash)),
            reasons: valid!(reasons(say, input.reasons)),
            message: valid!(message(say, &input.message)),
        };
        let decide = reviews::RequestChanges(refusal);
        let outcome = reviews::request_changes(ctx.app()?, decide, retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let review = found!(ctx, review_of(ctx, done.review).await?);
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
        let refusal = Refusal {
            review: opened!(ctx, Review, &input.review),
            seen: valid!(content_hash(say, &input.content_hash)),
            reasons: valid!(reasons(say, input.reasons)),
            message: valid!(message(say, &input.message)),
        };
        let outcome = reviews::decline(ctx.app()?, reviews::Decline(refusal), retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let review = found!(ctx, review_of(ctx, done.review).await?);
                Ok(DeclinePayload::Done(Box::new(Declined { review })))
            }
            Err(refusal) => Ok(DecisionError::new(ctx, refusal).await?.into()),
        }
    }
}

/// Why a decision was refused, as the payloads of all decisions can say it.
pub(super) enum DecisionError {
    NotFound(NotFoundError),
    NotAllowed(NotAllowedError),
    Reused(ClientMutationIdReusedError),
    ClaimLost(ClaimLostError),
    Stale(Box<StaleRevisionError>),
    Closed(ReviewClosedError),
}

impl DecisionError {
    pub(super) async fn new(ctx: &Context<'_>, refusal: DecideRefusal) -> Result<Self> {
        let say = ctx.say()?;
        Ok(match refusal {
            DecideRefusal::Barred(barred) => match Stopped::new(say, barred) {
                Stopped::NotFound(error) => Self::NotFound(error),
                Stopped::NotAllowed(error) => Self::NotAllowed(error),
            },
            DecideRefusal::Reused => Self::Reused(ClientMutationIdReusedError::new(say)),
            DecideRefusal::ClaimLost { held_until } => Self::ClaimLost(ClaimLostError {
                message: say.plain("claim-lost"),
                held_until: held_until.map(DateTime),
            }),
            DecideRefusal::Closed => Self::Closed(ReviewClosedError::new(say)),
            DecideRefusal::Stale(stale) => Self::Stale(Box::new(stale_error(ctx, *stale).await?)),
        })
    }
}

async fn stale_error(ctx: &Context<'_>, stale: StaleRevision) -> Result<StaleRevisionError> {
    let current = stale.current.revision.content_hash;
    let changes = reviews::changes(ctx.app()?, stale.named, stale.current)
        .await
        .or_masked(ctx)?;
    Ok(StaleRevisionError {
        message: ctx.say()?.plain("stale-revision"),
        current: current.to_string(),
        seen: stale.seen.to_string(),
        diff: RevisionDiff(changes),
        review: ctx.node_id(NodeKind::Review, stale.review)?,
    })
}
