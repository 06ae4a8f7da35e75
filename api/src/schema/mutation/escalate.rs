//! `escalate` and `closeEscalation`: handing a review to the safeguarding leads, and their closing of the matter.

use app::reviews::{self, CloseRefusal, EscalateRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use moderation::review::EscalationReason as Why;

use super::decision::{DecisionError, decision_payload};
use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::enums::{EscalationOutcome, EscalationReason};
use crate::schema::errors::{
    ClientMutationIdReusedError, EscalationImpossibleError, EscalationProblem, InvalidInputError,
    NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::escalation::{Escalation, escalation_of};
use crate::schema::input::{content_hash, optional_note, retry_id, unusable};
use crate::schema::request::Parts as _;

/// The mutations.
#[derive(Default)]
pub(crate) struct Escalate;

/// What to hand to the safeguarding leads, and why.
#[derive(InputObject)]
struct EscalateInput {
    /// The review, whatever became of it. You don't have to hold it.
    review: ID,
    /// The `contentHash` of the revision that you read.
    content_hash: String,
    /// Why.
    reason: EscalationReason,
    /// Why, in words for the leads. It can't be left out where the reason is `OTHER`.
    note: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It is with the safeguarding leads now, and not for you any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReviewEscalated {
    /// What happens next, and a kind word, in the person's language.
    message: String,
}

decision_payload! {
    /// How `escalate` ended.
    EscalatePayload, ReviewEscalated,
    /// It is with the leads already.
    Impossible(EscalationImpossibleError)
}

/// What to close, and what became of it.
#[derive(InputObject)]
struct CloseEscalationInput {
    /// The escalation.
    escalation: ID,
    /// What became of it.
    outcome: EscalationOutcome,
    /// What became of it, in words for the other leads.
    note: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// An escalation that was closed.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct EscalationClosed {
    /// The escalation.
    escalation: Escalation,
}

/// How `closeEscalation` ended.
#[derive(Union)]
pub(crate) enum CloseEscalationPayload {
    /// It is closed.
    Closed(EscalationClosed),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// There is no such escalation.
    NotFound(NotFoundError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Something waits, or it was closed.
    Impossible(EscalationImpossibleError),
}

#[Object(serial)]
impl Escalate {
    /// Hands a review to the safeguarding leads. Nobody else reads or decides it from then on, nor anything that was sent of its post before, or is sent
    /// until they close it. Those on call are mailed within a minute. Its authors are told nothing of it.
    #[graphql(complexity = "20 + child_complexity")]
    async fn escalate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to hand on, and why.")] input: EscalateInput,
    ) -> Result<EscalatePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let note = valid!(optional_note(say, input.note.as_deref()));
        let escalate = reviews::Escalate {
            review: opened!(ctx, Review, &input.review),
            seen: valid!(content_hash(say, "contentHash", &input.content_hash)),
            reason: input.reason.into(),
            note,
        };
        if escalate.reason == Why::Other && escalate.note.is_none() {
            return Ok(unusable(say, "note", "escalation-needs-a-note").into());
        }
        let outcome = reviews::escalate(ctx.app()?, escalate, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(_escalated) => EscalatePayload::Done(Box::new(ReviewEscalated {
                message: say.plain("escalated"),
            })),
            Err(EscalateRefusal::Already) => {
                EscalationImpossibleError::new(say, EscalationProblem::Already).into()
            }
            Err(EscalateRefusal::Decision(refusal)) => {
                DecisionError::new(ctx, refusal).await?.into()
            }
        })
    }

    /// Closes what was handed to the safeguarding leads, with what became of it. Nothing of the post may wait any more.
    async fn close_escalation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to close, and what became of it.")] input: CloseEscalationInput,
    ) -> Result<CloseEscalationPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let close = reviews::CloseEscalation {
            escalation: opened!(ctx, Escalation, &input.escalation),
            outcome: input.outcome.into(),
            note: valid!(optional_note(say, input.note.as_deref())),
        };
        let outcome = reviews::close_escalation(ctx.app()?, close, retry).await;
        let impossible = |problem| EscalationImpossibleError::new(say, problem).into();
        Ok(match told(ctx, outcome)? {
            Ok(closed) => EscalationClosed {
                escalation: found!(ctx, escalation_of(ctx, closed.escalation).await?),
            }
            .into(),
            Err(CloseRefusal::Barred(barred)) => {
                CloseEscalationPayload::stopped(Stopped::new(say, barred))
            }
            Err(CloseRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(CloseRefusal::Waits) => impossible(EscalationProblem::Waits),
            Err(CloseRefusal::Over) => impossible(EscalationProblem::Over),
        })
    }
}
