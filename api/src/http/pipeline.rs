//! The way of a request from its parameters to its answer, on any transport that answers once:
//! parse, check, choose the operation, wait for a turn, execute under a time limit, stamp.
//! Nothing here knows of HTTP; pages in the same process take the same way.

mod kept;
mod live;

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError, Value, Variables};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use tokio::sync::Semaphore;
use tokio_util::task::{AbortOnDropHandle, TaskTracker};
use tracing::Instrument as _;
use uuid::Uuid;

use super::address::AddressKey;
use super::gate::{Busy, Gate, Pass};
use super::parameters::{Document, Parameters};
use super::parts::{Mutations, RequestId, RequestParts};
use super::session::SessionChange;
use crate::documents::{CacheSize, Checked, DocumentError, Documents, Operation, RequestError};
use crate::errors::{self, Code, Stage};
use crate::limits::Limits;
use kept::Kept;
pub(super) use kept::KeptAnswer;
pub(super) use live::Answers;

/// The response of the schema, and what happened to the session on the way.
pub type Executed = (Response, Option<SessionChange>);

/// Whoever can execute a request: finds out who is asking, and hands both to the schema.
pub trait Executor: Send + Sync + 'static {
    /// Takes a cost from what the address of a request may use, before it is known who asks.
    fn charge(&self, parts: &RequestParts, cost: u32) -> Result<(), Box<Executed>>;

    /// Executes one request. The future may be dropped when it takes too long.
    fn execute(&self, parts: RequestParts, request: Request) -> BoxFuture<'_, Executed>;

    /// Executes a subscription for one event; for none it only finds out whether the subscription is granted. Gives
    /// nothing when there is nothing to tell the subscriber. Who asks is found out anew each time.
    fn execute_event(
        &self,
        parts: RequestParts,
        request: Request,
        event: Option<Event>,
    ) -> BoxFuture<'_, Option<Executed>>;

    /// The events from now on that may concern a subscriber to `field`.
    fn watch(
        &self,
        parts: RequestParts,
        field: String,
    ) -> BoxFuture<'_, Result<BoxStream<'static, Event>, Box<Executed>>>;

    /// What the session of a request is worth now.
    fn standing(&self, parts: RequestParts) -> BoxFuture<'_, Standing>;

    /// What executing a request costs, which is nothing where nobody counts; none for one that will be refused.
    fn cost(&self, request: Request) -> BoxFuture<'_, Option<u32>>;

    /// Whether a root field of queries gives everybody the same, until the epoch of what is public moves.
    fn is_public(&self, field: &str) -> bool;

    /// The epoch of what is public; nothing when it can't be found out.
    fn epoch(&self) -> BoxFuture<'_, Option<i64>>;
}

/// What a subscription looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// What authors see of a post.
    Draft(Uuid),
    /// A review.
    Review(Uuid),
    /// What somebody is told of.
    Notified,
    /// Events were missed, so anything may have changed.
    Anything,
}

/// What a session is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It belongs to an account that may act.
    Active,
    /// There is none, or it ended.
    NobodyIsSignedIn,
    /// The account is suspended or closed.
    Suspended,
    /// It could not be found out.
    Unknown,
}

/// The bounds of executing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PipelineConfig {
    /// The bounds of one document.
    pub limits: Limits,
    /// How many parsed documents are kept.
    pub cache: CacheSize,
    /// The most bytes of public answers that are kept.
    pub kept_bytes: u64,
    /// How long the epoch of what is public is not read again. What another process takes down has to be gone
    /// everywhere within a second.
    pub epoch_lasts: Duration,
    /// Requests that run at once.
    pub running: usize,
    /// Requests that wait for a turn; more are turned away.
    pub waiting: usize,
    /// Documents that are not known yet and are looked at at once, and introspections. Fewer than there are cores.
    pub looking: usize,
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
            kept_bytes: 64 * 1024 * 1024,
            epoch_lasts: Duration::from_millis(250),
            running: 64,
            waiting: 256,
            looking: 1,
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
    /// It would have changed something, and came by GET.
    NotByGet,
    /// Whoever asks has used up a budget.
    TooMuch,
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

/// What any request costs its address.
const ASKING: u32 = 10;
/// How many bytes of it cost one more.
const BYTES: usize = 100;

/// Why there is no response of the schema.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error("a mutation with a cookie needs the header \"Origin\" or \"x-csrf: 1\"")]
    Unproven,
    #[error("a mutation has to be sent by POST")]
    NotByGet,
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
            Self::NotByGet => (End::NotByGet, coded(Code::BadUserInput)),
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

    /// With a code and the request's id on each error.
    fn stamped(mut self, request: &RequestId) -> Self {
        let stage = match self.end {
            End::Executed => Stage::Execution,
            End::Refused
            | End::Unproven
            | End::NotByGet
            | End::TooMuch
            | End::Busy
            | End::TimedOut
            | End::Failed => Stage::BeforeExecution,
        };
        errors::stamp(&mut self.response, stage, request);
        self
    }
}

/// The way of a request, with everything that requests share.
pub struct Pipeline {
    documents: Documents,
    kept: Kept,
    gate: Gate,
    /// Who parses and validates what is not known yet. It takes a core for milliseconds, so there are never enough of
    /// them at once to hold up those whose documents are known.
    looking: Gate,
    /// How many subscriptions look at an event at once. They wait as long as it takes.
    looks: Semaphore,
    /// What goes on whoever waits for it.
    work: TaskTracker,
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
    /// Builds the one pipeline of a process, for any document.
    pub fn new(config: PipelineConfig, executor: Arc<dyn Executor>) -> Self {
        let documents = Documents::new(config.limits, config.cache);
        Self::with_documents(documents, config, executor)
    }

    /// Builds the one pipeline of a process.
    pub fn with_documents(
        documents: Documents,
        config: PipelineConfig,
        executor: Arc<dyn Executor>,
    ) -> Self {
        Self {
            documents,
            kept: Kept::new(&config),
            looks: Semaphore::new(config.running.div_ceil(4)),
            work: TaskTracker::new(),
            gate: Gate::new(config.running, config.waiting, config.patience),
            looking: Gate::new(config.looking, config.waiting, config.patience),
            time: config.time,
            executor,
        }
    }

    /// Whether a request may be read. Every one costs something, whatever comes of it.
    pub fn admit(&self, parts: &RequestParts) -> Result<(), Box<Answer>> {
        self.charge(parts, ASKING)
    }

    /// Whether so many bytes of a request may be looked at. What can't be parsed takes a core as long as what can.
    pub fn weigh(&self, parts: &RequestParts, bytes: usize) -> Result<(), Box<Answer>> {
        self.charge(parts, u32::try_from(bytes / BYTES).unwrap_or(u32::MAX))
    }

    fn charge(&self, parts: &RequestParts, cost: u32) -> Result<(), Box<Answer>> {
        let refused = |executed: Box<Executed>| {
            let answer = Answer::from(*executed);
            Box::new(answer.stamped(&parts.request_id))
        };
        self.executor.charge(parts, cost).map_err(refused)
    }

    /// What the session of a request is worth now.
    pub async fn standing(&self, parts: RequestParts) -> Standing {
        self.executor.standing(parts).await
    }

    /// Takes a request all the way. What is logged on the way carries the request's id.
    pub async fn execute(&self, parts: RequestParts, parameters: Parameters) -> Answer {
        let request_id = parts.request_id;
        let span = tracing::info_span!("graphql", request.id = %request_id);
        let outcome = self.run(parts, parameters).instrument(span).await;
        outcome
            .unwrap_or_else(|refusal| refusal.to_answer())
            .stamped(&request_id)
    }

    async fn run(
        &self,
        mut parts: RequestParts,
        parameters: Parameters,
    ) -> Result<Answer, Refusal> {
        let caller = parts.caller;
        let (document, mut look) = self.document(&parameters.document, caller).await?;
        let operation = document.select(parameters.operation_name.as_deref())?;
        match (operation.kind, parts.mutations) {
            (OperationType::Query, _) | (OperationType::Mutation, Mutations::Allowed) => {}
            (OperationType::Mutation, Mutations::Unproven) => return Err(Refusal::Unproven),
            (OperationType::Mutation, Mutations::NotByGet) => return Err(Refusal::NotByGet),
            (OperationType::Subscription, _) => return Err(RequestError::Subscription.into()),
        }
        let values = document.values(operation, parameters.variables);
        let request = document.request(operation, values.clone())?;
        let is_known = document.known_cost(document.cost_key(operation, &values));
        if look.is_none() && (is_known.is_none() || operation.introspects()) {
            look = Some(self.looking.enter(caller).await?);
        }
        let cost = self.cost(&document, operation, &values).await?;
        parts.cost = cost.unwrap_or_default();
        // What will be refused is looked at once more, for its errors. Others don't keep those waiting who have to be
        // looked at, while they wait for a turn themselves.
        look = look.filter(|_| cost.is_none() || operation.introspects());
        let _pass = self.gate.enter(caller).await?;
        let executed = self.execute_in_time(parts, request).await;
        drop(look);
        if operation.kind == OperationType::Mutation {
            self.kept.forget_epoch().await;
        }
        let mut answer = executed?;
        self.documents
            .finish(&document, operation, &mut answer.response);
        Ok(answer)
    }

    /// A document. One that is not kept is parsed when there is a turn for that, which is given back with the pass.
    async fn document(
        &self,
        asked: &Document,
        caller: Option<AddressKey>,
    ) -> Result<(Arc<Checked>, Option<Pass<'_>>), Refusal> {
        if let Some(known) = self.documents.known(asked) {
            return Ok((known, None));
        }
        let look = self.looking.enter(caller).await?;
        Ok((self.documents.find(asked)?, Some(look)))
    }

    /// What an operation costs; asked of the executor once for each document and page size, while it is kept. None for
    /// one that will be refused.
    async fn cost(
        &self,
        document: &Checked,
        operation: &Operation,
        variables: &Variables,
    ) -> Result<Option<u32>, Refusal> {
        let key = document.cost_key(operation, variables);
        if let Some(cost) = document.known_cost(key) {
            return Ok(Some(cost));
        }
        let request = document.request(operation, variables.clone())?;
        let Some(cost) = self.in_time(self.executor.cost(request)).await? else {
            return Ok(None);
        };
        document.know_cost(key, cost);
        Ok(Some(cost))
    }

    async fn execute_in_time(
        &self,
        parts: RequestParts,
        request: Request,
    ) -> Result<Answer, Refusal> {
        let executed = self.in_time(self.executor.execute(parts, request)).await?;
        Ok(executed.into())
    }

    /// Runs on a task of its own, so that it goes on and comes to its end while whoever asked for it is busy with
    /// something else, such as sending; it ends when nobody waits for it any more.
    fn by_itself<T: Send + 'static>(
        &self,
        work: BoxFuture<'static, T>,
    ) -> impl Future<Output = Result<T, Refusal>> + Send + use<T> {
        let running = AbortOnDropHandle::new(self.work.spawn(work.in_current_span()));
        async { running.await.map_err(|_panicked| panicked()) }
    }

    /// Waits for work of the executor, but not too long, and survives its panic.
    async fn in_time<T>(&self, work: impl Future<Output = T>) -> Result<T, Refusal> {
        // What a panic interrupts is not looked at again.
        let work = AssertUnwindSafe(work).catch_unwind();
        tokio::time::timeout(self.time, work)
            .await
            .map_err(|_elapsed| timed_out())?
            .map_err(|_payload| panicked())
    }
}

impl From<Executed> for Answer {
    fn from((response, session): Executed) -> Self {
        Self {
            end: end(&response),
            response,
            session,
        }
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
    } else if has(Code::RateLimited) {
        End::TooMuch
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
