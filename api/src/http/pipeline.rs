//! The way of a request from its parameters to its answer, on any transport that answers once:
//! parse, check, choose the operation, wait for a turn, execute under a time limit, stamp.
//! Nothing here knows of HTTP; pages in the same process take the same way.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError, Value};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tracing::Instrument as _;

use super::gate::{Busy, Gate};
use super::parameters::Parameters;
use super::parts::{Mutations, RequestParts};
use super::session::SessionChange;
use crate::documents::{CacheSize, DocumentError, Documents, RequestError};
use crate::errors::{self, Code, Stage};
use crate::limits::Limits;

/// The response of the schema, and what happened to the session on the way.
pub type Executed = (Response, Option<SessionChange>);

/// Whoever can execute a request: finds out who is asking, and hands both to the schema.
pub trait Executor: Send + Sync + 'static {
    /// Executes one request. The future may be dropped when it takes too long.
    fn execute(&self, parts: RequestParts, request: Request) -> BoxFuture<'_, Executed>;
}

/// The bounds of executing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PipelineConfig {
    /// The bounds of one document.
    pub limits: Limits,
    /// How many parsed documents are kept.
    pub cache: CacheSize,
    /// Requests that run at once.
    pub running: usize,
    /// Requests that wait for a turn; more are turned away.
    pub waiting: usize,
    /// How long a request waits for a turn.
    pub patience: Duration,
    /// How long a request may run.
    pub time: Duration,
}

impl Default for PipelineConfig {
    fn default() -> Self {
        Self {
            limits: Limits::PUBLIC,
            cache: CacheSize::default(),
            running: 64,
            waiting: 256,
            patience: Duration::from_secs(2),
            time: Duration::from_secs(10),
        }
    }
}

/// How a request ended. It decides the status of the HTTP answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Resolvers ran; the answer has `data`.
    Executed,
    /// The document or its variables were refused.
    Refused,
    /// A cookie came with a mutation, and without a proof that no other site sent it.
    Unproven,
    /// The server had too much to do.
    Busy,
    /// It ran too long and was given up.
    TimedOut,
    /// Our code broke.
    Failed,
}

/// What goes back to the client.
#[derive(Debug)]
pub struct Answer {
    /// Data and stamped errors.
    pub response: Response,
    /// How it ended. Only an executed request has `data` on the wire.
    pub end: End,
    /// What happened to the session.
    pub session: Option<SessionChange>,
}

/// Why there is no response of the schema.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error("a mutation with a cookie needs the header \"Origin\" or \"x-csrf: 1\"")]
    Unproven,
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error("the request took too long")]
    TimedOut,
    #[error("a resolver panicked")]
    Panicked,
}

impl Refusal {
    fn to_answer(&self) -> Answer {
        let coded = |code| errors::server_error(code, &self.to_string());
        let (end, error) = match self {
            Self::Document(error) => (End::Refused, error.to_server_error()),
            Self::Request(error) => (End::Refused, error.to_server_error()),
            Self::Unproven => (End::Unproven, coded(Code::Forbidden)),
            Self::Busy(_) => (End::Busy, coded(Code::Busy)),
            Self::TimedOut => (End::TimedOut, coded(Code::Timeout)),
            Self::Panicked => (
                End::Failed,
                errors::server_error(Code::Internal, errors::MASKED),
            ),
        };
        Answer::without_data(end, error)
    }
}

impl Answer {
    fn without_data(end: End, error: ServerError) -> Self {
        Self {
            response: Response::from_errors(vec![error]),
            end,
            session: None,
        }
    }

    const fn stage(&self) -> Stage {
        match self.end {
            End::Executed => Stage::Execution,
            End::Refused | End::Unproven | End::Busy | End::TimedOut | End::Failed => {
                Stage::BeforeExecution
            }
        }
    }
}

/// The way of a request, with everything that requests share.
pub struct Pipeline {
    documents: Documents,
    gate: Gate,
    time: Duration,
    executor: Arc<dyn Executor>,
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl Pipeline {
    /// Builds the one pipeline of a process.
    pub fn new(config: PipelineConfig, executor: Arc<dyn Executor>) -> Self {
        Self {
            documents: Documents::new(config.limits, config.cache),
            gate: Gate::new(config.running, config.waiting, config.patience),
            time: config.time,
            executor,
        }
    }

    /// The parsed documents, for transports with another way to execute.
    pub const fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Takes a request all the way. What is logged on the way carries the request's id.
    pub async fn execute(&self, parts: RequestParts, parameters: Parameters) -> Answer {
        let request_id = parts.request_id;
        let span = tracing::info_span!("graphql", request.id = %request_id);
        let outcome = self.run(parts, parameters).instrument(span).await;
        let mut answer = outcome.unwrap_or_else(|refusal| refusal.to_answer());
        let stage = answer.stage();
        errors::stamp(&mut answer.response, stage, &request_id);
        answer
    }

    async fn run(&self, parts: RequestParts, parameters: Parameters) -> Result<Answer, Refusal> {
        let request = self.prepare(&parts, parameters)?;
        let _pass = self.gate.enter().await?;
        self.execute_in_time(parts, request).await
    }

    fn prepare(&self, parts: &RequestParts, parameters: Parameters) -> Result<Request, Refusal> {
        let document = self.documents.get_or_parse(&parameters.query)?;
        let operation = document.select(parameters.operation_name.as_deref())?;
        match (operation.kind, parts.mutations) {
            (OperationType::Query, _) | (OperationType::Mutation, Mutations::Allowed) => {}
            (OperationType::Mutation, Mutations::Unproven) => return Err(Refusal::Unproven),
            (OperationType::Subscription, _) => return Err(RequestError::Subscription.into()),
        }
        Ok(document.request(operation, parameters.variables)?)
    }

    async fn execute_in_time(
        &self,
        parts: RequestParts,
        request: Request,
    ) -> Result<Answer, Refusal> {
        let work = async { self.executor.execute(parts, request).await };
        // What a panic interrupts is not looked at again.
        let work = AssertUnwindSafe(work).catch_unwind();
        let (response, session) = tokio::time::timeout(self.time, work)
            .await
            .map_err(|_elapsed| timed_out())?
            .map_err(|_payload| panicked())?;
        Ok(Answer {
            end: end(&response),
            response,
            session,
        })
    }
}

/// How the executor's response ended. Before execution it may also have failed to find out who
/// asks, which is no fault of the request.
fn end(response: &Response) -> End {
    if began(response) {
        return End::Executed;
    }
    let has = |code: Code| {
        let mut codes = response.errors.iter().filter_map(errors::code_of);
        codes.any(|found| found == code.as_str())
    };
    if has(Code::Internal) {
        End::Failed
    } else if has(Code::Busy) {
        End::Busy
    } else {
        End::Refused
    }
}

/// Whether resolvers ran: there is data, or an error says in which field it happened. An extension could tell for sure,
/// but with any extension async-graphql takes a longer way through every field, a third of the cost of a feed.
fn began(response: &Response) -> bool {
    response.data != Value::Null || response.errors.iter().any(|error| !error.path.is_empty())
}

fn timed_out() -> Refusal {
    tracing::warn!("a request ran too long and was given up");
    Refusal::TimedOut
}

fn panicked() -> Refusal {
    tracing::error!("a resolver panicked");
    Refusal::Panicked
}
