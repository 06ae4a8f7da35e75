//! Tests of the router as a client sees it, over a schema of a few fields.
//! No port is opened: a request goes in, an answer comes out.

mod bounds;
mod protection;
mod requests;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::{Context, EmptySubscription, Object, Schema, SimpleObject};
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST};
use axum::http::request::Builder;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::*;
use crate::errors;

struct Query;

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

struct TestExecutor(Schema<Query, Mutation, EmptySubscription>);

impl Executor for TestExecutor {
    fn execute(
        &self,
        parts: RequestParts,
        request: async_graphql::Request,
    ) -> BoxFuture<'_, Executed> {
        Box::pin(async move {
            let slot = Slot::default();
            let request = request.data(parts).data(Arc::clone(&slot));
            let response = self.0.execute(request).await;
            (response, slot.get().cloned())
        })
    }
}

/// A server with what a test wants to be different.
struct Server {
    http: HttpConfig,
    pipeline: PipelineConfig,
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
        }
    }

    fn start(self) -> axum::Router {
        let schema = Schema::build(Query, Mutation, EmptySubscription).finish();
        let pipeline = Pipeline::new(self.pipeline, Arc::new(TestExecutor(schema)));
        router(self.http, Arc::new(pipeline))
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
