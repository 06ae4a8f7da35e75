//! From an HTTP request to what it asks and for whom. What its document says is looked at elsewhere.

use axum::body::Body;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request;
use axum::http::{HeaderName, Method};

use super::address::AddressKey;
use super::origin::{self, Sender};
use super::parameters::{self, Parameters};
use super::parts::{Carrier, Mutations, RequestId, RequestParts};
use super::pipeline::Answer;
use super::problem::Problem;
use super::{HttpConfig, Peer, Shared, session};

/// No form and no link can send it.
const X_CSRF: HeaderName = HeaderName::from_static("x-csrf");
/// The longest `Accept-Language` that is passed on.
const LONGEST_LANGUAGES: usize = 256;

/// Reads what is asked, when `weigh` lets it: reading costs, and who pays for it was asked about the head alone.
pub(super) async fn parameters(
    shared: &Shared,
    head: &request::Parts,
    body: Body,
    weigh: impl FnOnce(usize) -> Result<(), Unread>,
) -> Result<Parameters, Unread> {
    if is_safe(&head.method) {
        let asked = head.uri.query().unwrap_or_default();
        weigh(asked.len())?;
        return Ok(parameters::from_address(asked)?);
    }
    let config = &shared.config;
    parameters::require_json(&head.headers)?;
    let body = parameters::read(&head.headers, body, config.body_limit, &shared.bodies);
    let body = tokio::time::timeout(config.body_time, body)
        .await
        .map_err(|_elapsed| Problem::TooSlow)??;
    weigh(body.bytes.len())?;
    Ok(parameters::parse(&body.bytes)?)
}

/// Why it was not read what is asked.
pub(super) enum Unread {
    /// It is no request.
    Problem(Problem),
    /// Whoever asks has used up a budget.
    TooMuch(Box<Answer>),
}

impl From<Problem> for Unread {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Whether a method promises to change nothing.
pub(super) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// What the head of a request says of its sender.
pub(super) fn parts(
    head: &request::Parts,
    config: &HttpConfig,
    id: RequestId,
) -> Result<RequestParts, Problem> {
    let headers = &head.headers;
    let own = config.public_origin.as_ref();
    let sender = origin::sender(headers, &head.uri, own, &config.allowed_origins);
    let session = match sender {
        Sender::Foreign => return Err(Problem::ForeignOrigin),
        Sender::Allowed => session::bearer_session(headers),
        Sender::SameOrigin | Sender::Unstated => session::session(headers, config.scheme),
    };
    let has_header = headers.get(X_CSRF).is_some_and(|value| value == "1");
    let is_proven = sender == Sender::SameOrigin || has_header;
    let mutations = match session.as_ref().map(|session| session.carrier) {
        Some(Carrier::Cookie) if !is_proven => Mutations::Unproven,
        Some(Carrier::Cookie | Carrier::Header) | None => Mutations::Allowed,
    };
    let languages = headers.get(ACCEPT_LANGUAGE);
    Ok(RequestParts {
        request_id: id,
        session,
        accept_language: languages
            .and_then(|value| value.to_str().ok())
            .filter(|value| value.len() <= LONGEST_LANGUAGES)
            .map(str::to_owned),
        is_language_chosen: false,
        mutations,
        cost: 0,
        caller: caller(head, config),
    })
}

/// Where a request comes from: the other end of its connection, or who our own proxies say it is.
fn caller(head: &request::Parts, config: &HttpConfig) -> Option<AddressKey> {
    let Peer(peer) = head.extensions.get::<Peer>()?;
    Some(config.trusted_proxies.caller(*peer, &head.headers))
}
