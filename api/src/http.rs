//! Our own transport over HTTP: one address for GraphQL, the schema as a file, and health.
//! It knows no type of the schema and no rule of the product; whoever executes is handed in.

mod accept;
mod address;
mod answer;
mod bodies;
mod cross_origin;
mod events;
mod gate;
mod graphql;
mod in_process;
mod origin;
mod parameters;
mod parts;
mod pipeline;
mod places;
mod problem;
mod rates;
mod receive;
mod schema_file;
mod session;
mod socket;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use address::{AddressKey, TrustedProxies, TrustedProxy};
pub use in_process::{Answered, InProcess};
pub use origin::Origin;
pub use parameters::{Document, Parameters};
pub use parts::{Carrier, Mutations, RequestId, RequestParts, Session, SessionToken};
pub use pipeline::{Answer, End, Event, Executed, Executor, Pipeline, PipelineConfig, Standing};
pub use rates::{Rates, RatesConfig};
pub use session::{Scheme, SessionChange};
pub use socket::SocketsConfig;

use bodies::Bodies;
use places::Places;
use schema_file::SchemaFile;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The other end of a connection, which whoever accepts connections puts beside each request.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Streams of one connection that have not ended yet, which whoever accepts connections puts beside each request. Such
/// a connection goes on as long as they do.
#[derive(Clone)]
pub struct OpenStreams(pub TaskTracker);

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
    /// Front ends elsewhere whose pages may ask, with a session in a header.
    pub allowed_origins: Vec<Origin>,
    /// Proxies whose word on where a request comes from is believed.
    pub trusted_proxies: TrustedProxies,
    /// The bounds of connections that stay open.
    pub sockets: SocketsConfig,
    /// Ends connections that would stay open.
    pub stop: CancellationToken,
    /// Sockets that have not ended yet.
    pub open_sockets: TaskTracker,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// The most bytes of all bodies that are being read, beyond the first 16 KiB of each.
    pub bodies_limit: usize,
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
            allowed_origins: Vec::new(),
            trusted_proxies: TrustedProxies::default(),
            sockets: SocketsConfig::default(),
            stop: CancellationToken::new(),
            open_sockets: TaskTracker::new(),
            body_limit: 256 * 1024,
            bodies_limit: 16 * 1024 * 1024,
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
    /// Room for connections that stay open.
    places: Places,
    bodies: Bodies,
}

/// The routes of the API. Other routers can be merged: unknown addresses are left to them.
pub fn router(config: HttpConfig, pipeline: Arc<Pipeline>) -> axum::Router {
    let shared = Arc::new(Shared {
        schema: SchemaFile::new(config.sdl.clone()),
        places: Places::new(&config.sockets),
        bodies: Bodies::new(config.bodies_limit),
        config,
        pipeline,
    });
    axum::Router::new()
        .route("/graphql", any(graphql::answer))
        .route("/graphql/ws", any(socket::open))
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
    let origin = cross_origin::allowed(&shared.config, request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    cross_origin::let_read(&shared.config, origin, headers);
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(X_REQUEST_ID, id);
    }
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(X_CONTENT_TYPE_OPTIONS, nosniff);
    let no_store = || HeaderValue::from_static("no-store");
    headers.entry(CACHE_CONTROL).or_insert_with(no_store);
    response
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
