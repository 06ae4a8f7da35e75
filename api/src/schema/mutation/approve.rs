//! `approve`: an adult approves exact bytes.

use app::reviews::{self, ApproveOutcome, ApproveRefusal, Approved as Recorded};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use super::decision::{DecisionError, decision_payload};
use super::payload::{opened, told, valid};
use crate::schema::comment::{Comment, comment};
use crate::schema::enums::ApprovalOutcome;
use crate::schema::errors::{
    AwaitsCoAuthorsError, CommentPlaceHiddenError, ConsentNeededError, ConsentTooNewError,
};
use crate::schema::input::{content_hash, optional_message, retry_id, unusable};
use crate::schema::post::Post;
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::review::Review;
use crate::schema::scalars::DateTime;
use crate::schema::viewer::review_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct Approve;

/// Which bytes to approve.
#[derive(InputObject)]
struct ApproveInput {
    /// The review that you hold.
    review: ID,
    /// The `contentHash` of the revision that you read.
    content_hash: String,
    /// Words to the authors, if you have some.
    message: Option<String>,
    /// Not before when it is to be public, up to a year ahead: at once if you don't say. Of two adults the later time counts.
    publish_at: Option<DateTime>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// An approval that was recorded.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Approved {
    /// The review; nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
    /// What it led to.
    outcome: ApprovalOutcome,
    /// The post, if these bytes are public now and it is one.
    post: Option<Post>,
    /// The comment, if these bytes are public now and it is one.
    comment: Option<Comment>,
}

decision_payload! {
    /// How `approve` ended.
    ApprovePayload, Approved,
    /// A co-author has not given their word.
    AwaitsCoAuthors(AwaitsCoAuthorsError),
    /// Consent does not cover publishing it.
    NoConsent(ConsentNeededError),
    /// A guardian agreed to it only lately.
    ConsentTooNew(ConsentTooNewError),
    /// What the comment is said to is not public now.
    PlaceHidden(CommentPlaceHiddenError)
}

#[Object(serial)]
impl Approve {
    /// Approves exactly the bytes that you read. With enough approvals they are public in the same moment, or at the time for which they are approved.
    #[graphql(complexity = "20 + child_complexity")]
    async fn approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which bytes to approve.")] input: ApproveInput,
    ) -> Result<ApprovePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let seen = valid!(content_hash(say, "contentHash", &input.content_hash));
        let message = valid!(optional_message(say, input.message.as_deref()));
        let review = opened!(ctx, Review, &input.review);
        let approve = reviews::Approve {
            review,
            seen,
            message,
            publish_at: input.publish_at.map(|at| at.0),
        };
        let outcome = reviews::approve(ctx.app()?, approve, retry).await;
        match told(ctx, outcome)? {
            Ok(recorded) => approved(ctx, recorded).await,
            Err(ApproveRefusal::AwaitsCoAuthors { asked }) => {
                Ok(AwaitsCoAuthorsError::new(say, asked).into())
            }
            Err(ApproveRefusal::NoConsent) => Ok(ConsentNeededError::new(say).into()),
            Err(ApproveRefusal::ConsentTooNew { until }) => {
                Ok(ConsentTooNewError::new(say, ctx.app()?.now(), until).into())
            }
            Err(ApproveRefusal::PlaceHidden) => Ok(CommentPlaceHiddenError::new(say).into()),
            Err(ApproveRefusal::NotThen) => {
                Ok(unusable(say, "publishAt", "publish-at-impossible").into())
            }
            Err(ApproveRefusal::Decision(refusal)) => {
                Ok(DecisionError::new(ctx, refusal).await?.into())
            }
        }
    }
}

async fn approved(ctx: &Context<'_>, recorded: Recorded) -> Result<ApprovePayload> {
    let review = review_of(ctx, recorded.review).await?;
    let is_public = match recorded.outcome {
        ApproveOutcome::AwaitsSecondAdult | ApproveOutcome::Scheduled => false,
        ApproveOutcome::Published => true,
    };
    let post = if is_public {
        let shown = app::read::shown_by_id(ctx.app()?, recorded.post).await;
        shown.or_masked(ctx)?
    } else {
        None
    };
    let comment = if is_public && post.is_none() {
        comment(ctx, recorded.post).await?
    } else {
        None
    };
    Ok(ApprovePayload::Done(Box::new(Approved {
        review,
        outcome: recorded.outcome.into(),
        post: post.map(Post::from),
        comment,
    })))
}
