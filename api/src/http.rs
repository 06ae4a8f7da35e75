//! Our own transport over HTTP: one address for GraphQL, the schema as a file, and health.
//! It knows no type of the schema and no rule of the product; whoever executes is handed in.

mod accept;
mod answer;
mod gate;
mod in_process;
mod origin;
mod parameters;
mod parts;
mod pipeline;
mod problem;
mod schema_file;
mod session;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use futures_util::future::BoxFuture;

pub use in_process::{Answered, InProcess};
pub use origin::Origin;
pub use parameters::Parameters;
pub use parts::{Carrier, Mutations, RequestId, RequestParts, Session, SessionToken};
pub use pipeline::{Answer, End, Executed, Executor, Pipeline, PipelineConfig};
pub use session::{Scheme, SessionChange};

use accept::Format;
use origin::Sender;
use problem::Problem;
use schema_file::SchemaFile;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// No form and no link can send it.
const X_CSRF: HeaderName = HeaderName::from_static("x-csrf");
/// The longest `Accept-Language` that is passed on.
const LONGEST_LANGUAGES: usize = 256;

/// Makes the id of each request.
pub type RequestIds = Arc<dyn Fn() -> RequestId + Send + Sync>;
/// Says whether the process can serve: whether its database answers, for instance.
pub type ReadyCheck = Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>;

/// What the transport has to be told.
#[derive(Clone)]
pub struct HttpConfig {
    /// How the public reaches the server; decides the cookie.
    pub scheme: Scheme,
    /// The server's own origin. Without one it is the host that a request names, which is good
    /// enough while trying things out.
    pub public_origin: Option<Origin>,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// How long a body may take.
    pub body_time: Duration,
    /// How long the check of readiness may take.
    pub ready_time: Duration,
    /// The text of the schema.
    pub sdl: String,
    /// Makes the id of each request.
    pub request_ids: RequestIds,
    /// Says whether the process can serve.
    pub ready: ReadyCheck,
}

impl HttpConfig {
    /// The usual bounds, over HTTPS.
    pub fn new(sdl: String, request_ids: RequestIds, ready: ReadyCheck) -> Self {
        Self {
            scheme: Scheme::Https,
            public_origin: None,
            body_limit: 256 * 1024,
            body_time: Duration::from_secs(10),
            ready_time: Duration::from_secs(2),
            sdl,
            request_ids,
            ready,
        }
    }
}

impl fmt::Debug for HttpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpConfig")
            .field("scheme", &self.scheme)
            .field("public_origin", &self.public_origin)
            .finish_non_exhaustive()
    }
}

struct Shared {
    config: HttpConfig,
    schema: SchemaFile,
    pipeline: Arc<Pipeline>,
}

/// The routes of the API. Other routers can be merged: unknown addresses are left to them.
pub fn router(config: HttpConfig, pipeline: Arc<Pipeline>) -> axum::Router {
    let shared = Arc::new(Shared {
        schema: SchemaFile::new(config.sdl.clone()),
        config,
        pipeline,
    });
    axum::Router::new()
        .route("/graphql", post(graphql).fallback(wrong_method))
        .route("/schema.graphql", get(schema))
        .route("/health/live", get(async || "ok"))
        .route("/health/ready", get(ready))
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            with_common_headers,
        ))
        .with_state(shared)
}

/// Gives every request an id, and every answer the headers that none may lack.
async fn with_common_headers(
    State(shared): State<Arc<Shared>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = (shared.config.request_ids)();
    request.extensions_mut().insert(id);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(X_REQUEST_ID, id);
    }
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(X_CONTENT_TYPE_OPTIONS, nosniff);
    let no_store = || HeaderValue::from_static("no-store");
    headers.entry(CACHE_CONTROL).or_insert_with(no_store);
    response
}

async fn graphql(
    State(shared): State<Arc<Shared>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let Some(format) = accept::negotiate(request.headers()) else {
        return answer::refuse(&Problem::NotAcceptable, Format::Json, &id);
    };
    match receive(&shared.config, id, request).await {
        Err(problem) => answer::refuse(&problem, format, &id),
        Ok((parts, parameters)) => {
            let answer = shared.pipeline.execute(parts, parameters).await;
            answer::write(&answer, format, shared.config.scheme)
        }
    }
}

/// Reads a request; its headers first, so that what is not for us costs nothing.
async fn receive(
    config: &HttpConfig,
    id: RequestId,
    request: Request,
) -> Result<(RequestParts, Parameters), Problem> {
    let (head, body) = request.into_parts();
    let sender = origin::sender(&head.headers, &head.uri, config.public_origin.as_ref());
    if sender == Sender::Foreign {
        return Err(Problem::ForeignOrigin);
    }
    parameters::require_json(&head.headers)?;
    let body = parameters::read(&head.headers, body, config.body_limit);
    let body = tokio::time::timeout(config.body_time, body)
        .await
        .map_err(|_elapsed| Problem::TooSlow)??;
    let parameters = parameters::parse(&body)?;
    Ok((parts(&head.headers, sender, config.scheme, id), parameters))
}

fn parts(headers: &HeaderMap, sender: Sender, scheme: Scheme, id: RequestId) -> RequestParts {
    let session = session::session(headers, scheme);
    let has_header = headers.get(X_CSRF).is_some_and(|value| value == "1");
    let is_proven = sender == Sender::SameOrigin || has_header;
    let mutations = match session.as_ref().map(|session| session.carrier) {
        Some(Carrier::Cookie) if !is_proven => Mutations::Unproven,
        Some(Carrier::Cookie | Carrier::Header) | None => Mutations::Allowed,
    };
    let languages = headers.get(ACCEPT_LANGUAGE);
    RequestParts {
        request_id: id,
        session,
        accept_language: languages
            .and_then(|value| value.to_str().ok())
            .filter(|value| value.len() <= LONGEST_LANGUAGES)
            .map(str::to_owned),
        mutations,
    }
}

async fn wrong_method(Extension(id): Extension<RequestId>) -> Response {
    answer::refuse(&Problem::Method, Format::Json, &id)
}

async fn schema(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    shared.schema.answer(&headers)
}

async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    let check = (shared.config.ready)();
    match tokio::time::timeout(shared.config.ready_time, check).await {
        Ok(true) => "ok".into_response(),
        Ok(false) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready").into_response(),
    }
}
