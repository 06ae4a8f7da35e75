//! Answers that go on: a subscription is executed anew for each event, with who asks found out anew, so that nobody
//! hears more than they may see at that moment. On its way each execution is bounded like any request.
//!
//! Nothing is kept for a slow subscriber but which things changed, each once; beyond a bound it hears that anything may
//! have.

use std::sync::Arc;

use async_graphql::Variables;
use async_graphql::parser::types::OperationType;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tracing::Instrument as _;

use super::{Answer, End, Event, Pipeline, Refusal};
use crate::documents::{Checked, Operation, RequestError};
use crate::http::parameters::Parameters;
use crate::http::parts::RequestParts;

/// Answers, one after another; the last one of a subscription comes when it can't go on.
pub(in crate::http) type Answers = BoxStream<'static, Answer>;

/// What somebody subscribes to.
struct Subscription {
    pipeline: Arc<Pipeline>,
    document: Arc<Checked>,
    operation: Operation,
    parts: RequestParts,
    variables: Variables,
}

/// A subscription that was granted, with what it looks at.
struct Live {
    subscription: Subscription,
    events: BoxStream<'static, Event>,
}

impl Pipeline {
    /// Whether a request is a subscription. One that will be refused is none.
    pub(in crate::http) fn is_subscription(&self, parameters: &Parameters) -> bool {
        let Ok(document) = self.documents.find(&parameters.document) else {
            return false;
        };
        let operation = document.select(parameters.operation_name.as_deref());
        operation.is_ok_and(|operation| operation.kind == OperationType::Subscription)
    }

    /// Takes a request all the way, whatever its operation. `Err` is the answer to one that was not begun.
    pub(in crate::http) async fn begin(
        self: &Arc<Self>,
        parts: RequestParts,
        parameters: Parameters,
    ) -> Result<Answers, Box<Answer>> {
        let id = parts.request_id;
        let span = tracing::info_span!("graphql", request.id = %id);
        let begun = self.begin_live(parts.clone(), &parameters);
        match begun.instrument(span).await {
            Ok(Some(live)) => Ok(live.answers()),
            Ok(None) => {
                let answer = self.execute(parts, parameters).await;
                match answer.end {
                    End::Executed => Ok(stream::iter([answer]).boxed()),
                    _ => Err(Box::new(answer)),
                }
            }
            Err(refusal) => Err(Box::new(refusal.stamped(&id))),
        }
    }

    /// The subscription, if it is one and is granted.
    async fn begin_live(
        self: &Arc<Self>,
        parts: RequestParts,
        parameters: &Parameters,
    ) -> Result<Option<Live>, Answer> {
        let refused = |refusal: Refusal| refusal.to_answer();
        let document = self
            .documents
            .find(&parameters.document)
            .map_err(|error| refused(error.into()))?;
        let operation = document
            .select(parameters.operation_name.as_deref())
            .map_err(|error| refused(error.into()))?
            .clone();
        if operation.kind != OperationType::Subscription {
            return Ok(None);
        }
        // Listened to before it is granted, so that nothing between the two is missed.
        let field = operation.watches.clone().unwrap_or_default();
        let events = self
            .in_time(self.executor.watch(parts.clone(), field))
            .await;
        let events = events
            .map_err(refused)?
            .map_err(|executed| Answer::from(*executed))?;
        let cost = self
            .cost(&document, &operation, &parameters.variables)
            .await;
        let parts = RequestParts {
            cost: cost.map_err(refused)?,
            ..parts
        };
        let subscription = Subscription {
            pipeline: Arc::clone(self),
            document,
            operation,
            parts,
            variables: parameters.variables.clone(),
        };
        match subscription.look(None).await {
            None => Ok(Some(Live {
                subscription,
                events,
            })),
            Some(answer) => Err(Answer {
                end: match answer.end {
                    End::Executed => End::Refused,
                    other => other,
                },
                ..answer
            }),
        }
    }
}

impl Subscription {
    /// Looks at one event the way a request goes: bounded in number and time. Nothing, if there is nothing to tell.
    async fn look(&self, event: Option<Event>) -> Option<Answer> {
        let looked = async {
            let request = self
                .document
                .request(&self.operation, self.variables.clone())
                .map_err(|error: RequestError| Refusal::from(error))?;
            let _pass = self.pipeline.gate.enter().await?;
            let work = self
                .pipeline
                .executor
                .execute_event(self.parts.clone(), request, event);
            self.pipeline.in_time(work).await
        };
        match looked.await {
            Ok(executed) => executed.map(|mut executed| {
                let documents = &self.pipeline.documents;
                documents.finish(&self.document, &self.operation, &mut executed.0);
                Answer::from(executed)
            }),
            Err(refusal) => Some(refusal.to_answer()),
        }
    }
}

impl Live {
    fn answers(self) -> Answers {
        let id = self.subscription.parts.request_id;
        let span = tracing::info_span!("subscription", request.id = %id);
        let answers = stream::unfold(Some(self), move |live| {
            let span = span.clone();
            next(live).instrument(span)
        });
        answers.map(move |answer| answer.stamped(&id)).boxed()
    }
}

/// The next answer. One that was refused is the last.
async fn next(live: Option<Live>) -> Option<(Answer, Option<Live>)> {
    let mut live = live?;
    loop {
        let event = live.events.next().await?;
        let Some(answer) = live.subscription.look(Some(event)).await else {
            continue;
        };
        let goes_on = match answer.end {
            // A server that was busy for a moment may be asked again at the next event.
            End::Executed | End::TooMuch | End::Busy | End::TimedOut | End::Failed => true,
            End::Refused | End::Unproven | End::NotByGet => false,
        };
        return Some((answer, goes_on.then_some(live)));
    }
}
