//! Answers that go on: a subscription is executed anew for each event, with who asks found out anew, so that nobody
//! hears more than they may see at that moment. On its way each execution is bounded like any request.
//!
//! Nothing is kept for a slow subscriber but which things changed, each once; beyond a bound it hears that anything may
//! have.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::Variables;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt as _;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tracing::Instrument as _;

use super::{Answer, End, Event, Pipeline, Refusal};
use crate::documents::{Checked, Operation, RequestError};
use crate::errors::{self, Code};
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
    subscription: Arc<Subscription>,
    events: BoxStream<'static, Event>,
}

impl Pipeline {
    /// Whether a request is a subscription. One that will be refused is none.
    pub(in crate::http) async fn is_subscription(
        &self,
        parts: &RequestParts,
        parameters: &Parameters,
    ) -> bool {
        let Ok((document, _look)) = self.document(&parameters.document, parts.caller).await else {
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
        let this = Arc::clone(self);
        let work = async move {
            match this.begin_live(parts.clone(), parameters.clone()).await {
                Err(refusal) => Err(Box::new(refusal.stamped(&id))),
                Ok(Some(live)) => Ok(live.answers()),
                Ok(None) => {
                    let answer = this.execute(parts, parameters).await;
                    match answer.end {
                        End::Executed => Ok(stream::iter([answer]).boxed()),
                        _ => Err(Box::new(answer)),
                    }
                }
            }
        };
        let begun = self.by_itself(work.instrument(span).boxed()).await;
        begun.unwrap_or_else(|refusal| Err(Box::new(refusal.to_answer().stamped(&id))))
    }

    /// The subscription, if it is one and is granted.
    async fn begin_live(
        self: &Arc<Self>,
        parts: RequestParts,
        parameters: Parameters,
    ) -> Result<Option<Live>, Answer> {
        let refused = |refusal: Refusal| refusal.to_answer();
        let caller = parts.caller;
        let (document, _look) = self
            .document(&parameters.document, caller)
            .await
            .map_err(refused)?;
        let operation = document
            .select(parameters.operation_name.as_deref())
            .map_err(|error| refused(error.into()))?
            .clone();
        if operation.kind != OperationType::Subscription {
            return Ok(None);
        }
        let _pass = self
            .gate
            .enter(caller)
            .await
            .map_err(|busy| refused(busy.into()))?;
        // Listened to before it is granted, so that nothing between the two is missed.
        let field = operation.watches.clone().unwrap_or_default();
        let events = self
            .in_time(self.executor.watch(parts.clone(), field))
            .await;
        let events = events
            .map_err(refused)?
            .map_err(|executed| Answer::from(*executed))?;
        let variables = document.values(&operation, parameters.variables);
        let cost = self.cost(&document, &operation, &variables).await;
        let parts = RequestParts {
            cost: cost.map_err(refused)?.unwrap_or_default(),
            ..parts
        };
        let subscription = Subscription {
            pipeline: Arc::clone(self),
            document,
            operation,
            parts,
            variables,
        };
        match subscription.look(None).await {
            None => Ok(Some(Live {
                subscription: Arc::new(subscription),
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
    /// Looks at an event on a task of its own, a few subscriptions at a time.
    async fn look_by_itself(self: Arc<Self>, event: Event) -> Option<Answer> {
        let this = Arc::clone(&self);
        let work = async move {
            let _turn = this.pipeline.looks.acquire().await.ok()?;
            this.look(Some(event)).await
        };
        let looked = self.pipeline.by_itself(work.boxed()).await;
        looked.unwrap_or_else(|refusal| Some(refusal.to_answer()))
    }

    /// Looks at one event the way a request goes: bounded in number and time. Nothing, if there is nothing to tell.
    async fn look(&self, event: Option<Event>) -> Option<Answer> {
        let looked = async {
            let request = self
                .document
                .request(&self.operation, self.variables.clone())
                .map_err(|error: RequestError| Refusal::from(error))?;
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

/// How long an event waits that could not be looked at.
const AGAIN: Duration = Duration::from_millis(500);

/// The next answer. One that was refused is the last.
async fn next(live: Option<Live>) -> Option<(Answer, Option<Live>)> {
    let mut live = live?;
    let mut event = live.events.next().await?;
    loop {
        let Some(answer) = Arc::clone(&live.subscription).look_by_itself(event).await else {
            event = live.events.next().await?;
            continue;
        };
        match answer.end {
            // What could not be looked at is not forgotten.
            End::TooMuch | End::Busy | End::TimedOut | End::Failed => {
                tokio::time::sleep(AGAIN).await;
            }
            End::Executed if !is_over(&answer) => return Some((answer, Some(live))),
            End::Executed | End::Refused | End::Unproven | End::NotByGet => {
                return Some((answer, None));
            }
        }
    }
}

/// Whether the subscriber may hear no more: one word about it, and nothing of when something happens.
fn is_over(answer: &Answer) -> bool {
    let over = [Code::Forbidden, Code::Unauthenticated].map(Code::as_str);
    let mut codes = answer.response.errors.iter().filter_map(errors::code_of);
    codes.any(|code| over.contains(&code))
}
