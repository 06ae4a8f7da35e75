//! Writes answers: status, headers, and the response as text in the order of its fields.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER, SET_COOKIE,
    UPGRADE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use serde::Serialize;

use super::accept::Format;
use super::parts::RequestId;
use super::pipeline::{Answer, End, KeptAnswer};
use super::problem::Problem;
use super::session::Scheme;
use crate::errors::{self, Stage};

/// When to come back, in seconds, to a server that has too much to do.
const COME_BACK_IN: &str = "2";
/// The methods of the one address.
pub(super) const METHODS: &str = "GET, HEAD, POST, OPTIONS";
/// What is said when there are no words for it.
const UNWRITABLE: &str =
    r#"{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}"#;

/// A response on the wire. It goes straight to text: a JSON tree would sort the fields.
#[derive(Serialize)]
struct Wire<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    /// Absent unless execution began, and null when it came to nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// The answer to a request that went down the pipeline.
pub(super) fn write(answer: &Answer, format: Format, scheme: Scheme) -> axum::response::Response {
    let text = text(&answer.response, data(answer));
    let mut response = written(text, status(answer.end, format), format);
    let headers = response.headers_mut();
    if answer.end == End::NotByGet {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    if let Some(seconds) = answer.response.errors.iter().find_map(errors::retry_after) {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if matches!(answer.end, End::Busy | End::TimedOut) {
        headers.insert(RETRY_AFTER, HeaderValue::from_static(COME_BACK_IN));
    }
    if let Some(cookie) = cookie(answer, scheme) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

/// The cookie that the browser has to be given after what happened to its session.
pub(super) fn cookie(answer: &Answer, scheme: Scheme) -> Option<HeaderValue> {
    answer.session.as_ref()?.to_cookie(scheme)
}

/// The answer to a request that went down the pipeline, as JSON alone.
pub(super) fn json(answer: &Answer) -> Vec<u8> {
    text(&answer.response, data(answer)).unwrap_or_else(|_unwritable| UNWRITABLE.into())
}

/// The answer to a request that is none, as JSON alone.
pub(super) fn refusal(problem: &Problem, request: &RequestId) -> Vec<u8> {
    text(&refused(problem, request), None).unwrap_or_else(|_unwritable| UNWRITABLE.into())
}

/// The answer to a request that is none.
pub(super) fn refuse(
    problem: &Problem,
    format: Format,
    request: &RequestId,
) -> axum::response::Response {
    let text = text(&refused(problem, request), None);
    let mut response = written(text, problem.status(), format);
    let headers = response.headers_mut();
    if *problem == Problem::Method {
        headers.insert(ALLOW, HeaderValue::from_static(METHODS));
    }
    if matches!(
        problem,
        Problem::TooManyStreams | Problem::TooManyOfYours | Problem::TooManyBodies
    ) {
        headers.insert(RETRY_AFTER, HeaderValue::from_static(COME_BACK_IN));
    }
    if *problem == Problem::NotASocket {
        headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    }
    if problem.leaves_body_unread() {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// `application/json` is older than the rule that a status says what came of a request.
const fn status(end: End, format: Format) -> StatusCode {
    match (end, format) {
        (End::Executed, _) | (End::Refused, Format::Json) => StatusCode::OK,
        (End::Refused, Format::GraphqlResponse) => StatusCode::BAD_REQUEST,
        (End::NotByGet, _) => StatusCode::METHOD_NOT_ALLOWED,
        (End::Unproven, _) => StatusCode::FORBIDDEN,
        (End::TooMuch, _) => StatusCode::TOO_MANY_REQUESTS,
        (End::Busy | End::TimedOut, _) => StatusCode::SERVICE_UNAVAILABLE,
        (End::Failed, _) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The errors of an answer, as a JSON array.
pub(super) fn errors(answer: &Answer) -> Vec<u8> {
    array(&answer.response.errors)
}

/// The error of a request that is none, as a JSON array.
pub(super) fn errors_of(problem: &Problem, request: &RequestId) -> Vec<u8> {
    array(&refused(problem, request).errors)
}

fn array(errors: &[ServerError]) -> Vec<u8> {
    serde_json::to_vec(errors).unwrap_or_else(|error| {
        tracing::error!(category = ?error.classify(), "errors could not be written");
        b"[]".to_vec()
    })
}

/// The answer that everybody gets, with how long it may be kept elsewhere: until it is asked whether it changed.
pub(super) fn public(
    kept: &KeptAnswer,
    headers: &HeaderMap,
    format: Format,
) -> axum::response::Response {
    let is_known = headers.get_all(IF_NONE_MATCH).iter().any(|known| {
        let known = known.to_str().unwrap_or_default();
        let tag = kept
            .tag
            .to_str()
            .unwrap_or_default()
            .trim_start_matches("W/");
        known
            .split(',')
            .map(|known| known.trim().trim_start_matches("W/"))
            .any(|known| known == tag || known == "*")
    });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content_type = HeaderValue::from_static(format.content_type());
        ([(CONTENT_TYPE, content_type)], kept.json.clone()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, kept.tag.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.append(VARY, HeaderValue::from_static("accept"));
    response
}

/// Only an executed request has `data` on the wire.
fn data(answer: &Answer) -> Option<&Value> {
    (answer.end == End::Executed).then_some(&answer.response.data)
}

fn refused(problem: &Problem, request: &RequestId) -> Response {
    let error = errors::server_error(problem.code(), &problem.to_string());
    let mut refusal = Response::from_errors(vec![error]);
    errors::stamp(&mut refusal, Stage::BeforeExecution, request);
    refusal
}

/// What is left when a response could not be written.
struct Unwritable;

fn text(response: &Response, data: Option<&Value>) -> Result<Vec<u8>, Unwritable> {
    let wire = Wire {
        errors: &response.errors,
        data,
        extensions: &response.extensions,
    };
    serde_json::to_vec(&wire).map_err(|error| {
        tracing::error!(category = ?error.classify(), "a response could not be written");
        Unwritable
    })
}

fn written(
    text: Result<Vec<u8>, Unwritable>,
    status: StatusCode,
    format: Format,
) -> axum::response::Response {
    let (status, text) = match text {
        Ok(text) => (status, Body::from(text)),
        Err(Unwritable) => (StatusCode::INTERNAL_SERVER_ERROR, Body::from(UNWRITABLE)),
    };
    let mut response = axum::response::Response::new(text);
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(format.content_type());
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
