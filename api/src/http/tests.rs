//! Tests of the router as a client sees it, over a schema of a few fields.
//! No port is opened: a request goes in, an answer comes out.

mod addresses;
mod bounds;
mod protection;
mod requests;
mod streams;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use async_graphql::{Context, Object, Schema, SimpleObject, Subscription as GraphQlSubscription};
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST};
use axum::http::request::Builder;
use futures_util::stream::{self, BoxStream, Stream, StreamExt as _};
use tower::ServiceExt as _;
use uuid::Uuid;

use super::*;
use crate::documents::{Answered, Documents};
use crate::errors;

#[derive(Default)]
struct Query {
    asked: AtomicUsize,
}

/// A thing whose fields are not in the order of the alphabet.
#[derive(SimpleObject)]
struct Thing {
    zebra: i32,
    apple: i32,
}

#[Object]
impl Query {
    async fn hello(&self) -> &'static str {
        "world"
    }

    async fn thing(&self) -> Thing {
        Thing { zebra: 1, apple: 2 }
    }

    /// Is done after fields that have nothing to wait for.
    async fn slow(&self) -> i32 {
        tokio::task::yield_now().await;
        1
    }

    /// A mebibyte.
    async fn long(&self) -> String {
        "x".repeat(1024 * 1024)
    }

    async fn double(&self, number: i32) -> i32 {
        number.wrapping_mul(2)
    }

    /// The `Result` is inside, so that only this field is null.
    async fn leaks(&self) -> Option<async_graphql::Result<String>> {
        Some(Err(async_graphql::Error::new(
            "password of mia@example.org",
        )))
    }

    async fn leaks_required(&self) -> async_graphql::Result<String> {
        std::future::ready(Err(async_graphql::Error::new(
            "password of mia@example.org",
        )))
        .await
    }

    async fn refuses(&self) -> Option<async_graphql::Result<String>> {
        Some(Err(errors::not_allowed("Only a moderator may do this.")))
    }

    async fn breaks(&self) -> String {
        let nothing = std::future::ready(None::<String>).await;
        nothing.expect("the password of mia@example.org")
    }

    /// How often it was asked.
    async fn counted(&self) -> usize {
        self.asked.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn hangs(&self) -> String {
        std::future::pending().await
    }

    /// What the executor was told about the request.
    async fn told(&self, ctx: &Context<'_>) -> String {
        let parts = ctx.data_unchecked::<RequestParts>();
        let session = parts.session.as_ref();
        let carrier = session.map(|session| session.carrier);
        format!("{carrier:?} {:?}", parts.accept_language)
    }
}

/// Where a resolver leaves what happened to the session.
type Slot = Arc<OnceLock<SessionChange>>;

struct Mutation;

#[Object]
impl Mutation {
    async fn sign_in(&self, ctx: &Context<'_>) -> bool {
        let token = SessionToken::parse("fresh").expect("is a token");
        let change = SessionChange::SignedIn(token, Duration::from_hours(2));
        ctx.data_unchecked::<Slot>().set(change).is_ok()
    }

    async fn sign_out(&self, ctx: &Context<'_>) -> bool {
        let slot = ctx.data_unchecked::<Slot>();
        slot.set(SessionChange::SignedOut).is_ok()
    }
}

struct Subscription;

#[GraphQlSubscription]
impl Subscription {
    /// The first of two events, and nothing of the second.
    async fn numbers(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] forbidden: bool,
    ) -> async_graphql::Result<impl Stream<Item = i32> + use<>> {
        if std::future::ready(forbidden).await {
            return Err(errors::not_allowed("Not for you."));
        }
        let event = ctx.data_unchecked::<Option<Event>>();
        let first = Some(Event::Draft(Uuid::from_u128(1)));
        Ok(stream::iter((*event == first).then_some(1)))
    }
}

struct TestExecutor {
    schema: Schema<Query, Mutation, Subscription>,
    epoch: Arc<AtomicI64>,
    /// Why it can't find out who asks.
    lost: Option<errors::Code>,
    /// How many events it will be too busy for.
    busy: AtomicUsize,
    /// How many requests it will look at.
    admits: AtomicUsize,
}

impl Executor for TestExecutor {
    fn charge(&self, _parts: &RequestParts, cost: u32) -> Result<(), Box<Executed>> {
        if cost == 0 {
            return Ok(());
        }
        let less = |left: usize| left.checked_sub(1);
        let order = Ordering::SeqCst;
        if self.admits.fetch_update(order, order, less).is_ok() {
            return Ok(());
        }
        let error = errors::server_error(errors::Code::RateLimited, "too fast");
        let response = async_graphql::Response::from_errors(vec![error]);
        Err(Box::new((response, None)))
    }

    fn execute(
        &self,
        parts: RequestParts,
        request: async_graphql::Request,
    ) -> BoxFuture<'_, Executed> {
        Box::pin(async move {
            if let Some(code) = self.lost {
                let error = errors::server_error(code, errors::MASKED);
                return (async_graphql::Response::from_errors(vec![error]), None);
            }
            let slot = Slot::default();
            let request = request.data(parts).data(Arc::clone(&slot));
            let response = self.schema.execute(request).await;
            (response, slot.get().cloned())
        })
    }

    fn execute_event(
        &self,
        parts: RequestParts,
        request: async_graphql::Request,
        event: Option<Event>,
    ) -> BoxFuture<'_, Option<Executed>> {
        Box::pin(async move {
            let less = |busy: usize| busy.checked_sub(1);
            let order = Ordering::SeqCst;
            if event.is_some() && self.busy.fetch_update(order, order, less).is_ok() {
                let error = errors::server_error(errors::Code::Busy, "too much to do");
                return Some((async_graphql::Response::from_errors(vec![error]), None));
            }
            let request = request.data(parts).data(event);
            let response = self.schema.execute_stream(request).next().await?;
            Some((response, None))
        })
    }

    fn watch(
        &self,
        _parts: RequestParts,
        _field: String,
    ) -> BoxFuture<'_, Result<BoxStream<'static, Event>, Box<Executed>>> {
        let events = stream::iter([1, 2].map(|n| Event::Draft(Uuid::from_u128(n))));
        Box::pin(async { Ok(events.chain(stream::pending()).boxed()) })
    }

    fn standing(&self, parts: RequestParts) -> BoxFuture<'_, Standing> {
        Box::pin(async move {
            match parts.session.as_ref().map(|session| session.token.expose()) {
                Some("suspended") => Standing::Suspended,
                Some("nobody") | None => Standing::NobodyIsSignedIn,
                Some(_) => Standing::Active,
            }
        })
    }

    fn cost(&self, _request: async_graphql::Request) -> BoxFuture<'_, Option<u32>> {
        Box::pin(async { Some(7) })
    }

    fn is_public(&self, field: &str) -> bool {
        field == "counted"
    }

    fn epoch(&self) -> BoxFuture<'_, Option<i64>> {
        Box::pin(async { Some(self.epoch.load(Ordering::SeqCst)) })
    }
}

/// A server with what a test wants to be different.
struct Server {
    http: HttpConfig,
    pipeline: PipelineConfig,
    trusted: Vec<&'static str>,
    answered: Answered,
    epoch: Arc<AtomicI64>,
    lost: Option<errors::Code>,
    busy: usize,
    admits: usize,
}

impl Server {
    fn new() -> Self {
        let ids = AtomicU64::new(1);
        let next = move || Uuid::from_u128(ids.fetch_add(1, Ordering::Relaxed).into());
        let http = HttpConfig::new(
            "type Query { hello: String! }".to_owned(),
            Arc::new(move || RequestId::new(next())),
            Arc::new(|| Box::pin(async { true })),
        );
        Self {
            http,
            pipeline: PipelineConfig::default(),
            trusted: Vec::new(),
            answered: Answered::Any,
            epoch: Arc::default(),
            lost: None,
            busy: 0,
            admits: usize::MAX,
        }
    }

    fn start(self) -> axum::Router {
        router(self.http.clone(), self.pipeline())
    }

    fn pipeline(self) -> Arc<Pipeline> {
        let executor = TestExecutor {
            schema: Schema::build(Query::default(), Mutation, Subscription).finish(),
            epoch: self.epoch,
            lost: self.lost,
            busy: self.busy.into(),
            admits: self.admits.into(),
        };
        let mut documents =
            Documents::new(self.pipeline.limits, self.pipeline.cache).answering(self.answered);
        for text in self.trusted {
            documents.trust(text).expect("is a document");
        }
        Arc::new(Pipeline::with_documents(
            documents,
            self.pipeline,
            Arc::new(executor),
        ))
    }
}

fn start() -> axum::Router {
    Server::new().start()
}

/// An answer, read to its end.
#[derive(Debug)]
struct Got {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("is text"))
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("is JSON")
    }

    /// The code of the only error.
    fn code(&self) -> String {
        let json = self.json();
        let errors = json["errors"].as_array().expect("has errors");
        assert_eq!(errors.len(), 1, "{json}");
        let code = errors[0]["extensions"]["code"].as_str();
        code.unwrap_or_default().to_owned()
    }

    fn has_data(&self) -> bool {
        self.json().get("data").is_some()
    }
}

async fn send(router: &axum::Router, request: Request) -> Got {
    let answer = router.clone().oneshot(request).await.expect("never fails");
    let (head, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("ends");
    Got {
        status: head.status.as_u16(),
        headers: head.headers,
        text: String::from_utf8(body.to_vec()).expect("is UTF-8"),
    }
}

/// A POST of JSON, ready but for its body.
fn post() -> Builder {
    Request::post("/graphql")
        .header(HOST, "altavoz.example")
        .header(CONTENT_TYPE, "application/json")
}

fn query(text: &str) -> Body {
    Body::from(serde_json::json!({ "query": text }).to_string())
}

/// Asks as most clients do.
async fn ask(router: &axum::Router, text: &str) -> Got {
    send(router, post().body(query(text)).expect("is a request")).await
}

/// Asks for the newer media type.
async fn ask_strictly(router: &axum::Router, body: Body) -> Got {
    let request = post().header(ACCEPT, "application/graphql-response+json");
    send(router, request.body(body).expect("is a request")).await
}
