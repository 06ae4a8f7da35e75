//! What browsers are told of pages elsewhere (CORS, as the Fetch standard has it): those of configured origins may ask
//! and read, with a session in a header. Cookies don't count for them, so credentials are never allowed.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::HttpConfig;
use super::origin::Origin;

/// The origin of a request, if its pages are let in.
pub(super) fn allowed(config: &HttpConfig, headers: &HeaderMap) -> Option<HeaderValue> {
    let stated = headers.get(ORIGIN)?;
    let origin = Origin::parse(stated.to_str().ok()?)?;
    config
        .allowed_origins
        .contains(&origin)
        .then(|| stated.clone())
}

/// Lets a page that is let in read the answer.
pub(super) fn let_read(config: &HttpConfig, origin: Option<HeaderValue>, headers: &mut HeaderMap) {
    if config.allowed_origins.is_empty() {
        return;
    }
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let readable = HeaderValue::from_static("x-request-id, retry-after, etag");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, readable);
    }
}

/// Whether a browser asks beforehand for a page that is let in.
pub(super) fn is_preflight(config: &HttpConfig, headers: &HeaderMap) -> bool {
    headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) && allowed(config, headers).is_some()
}

/// The answer to a browser that asks beforehand.
pub(super) fn preflight() -> Response {
    let headers = [
        (
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST"),
        ),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(
                "accept, accept-language, authorization, content-type, if-none-match, x-csrf",
            ),
        ),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
