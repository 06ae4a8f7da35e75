//! Pages: a GraphQL client that knows `schema.graphql` and no other crate of ours. So far there is one, which says
//! what this is. Nothing on a page comes from another server, and nothing on it runs.

mod language;
mod pages;

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use language::Language;

/// What a browser may load and do: our own style sheet, nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
const STYLE: &str = include_str!("../templates/style.css");

/// The routes of the pages. Addresses that nobody knows end here too.
pub fn router() -> Router {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .fallback(missing)
}

async fn home(headers: HeaderMap) -> Response {
    let language = Language::preferred(&headers);
    page(StatusCode::OK, language, pages::home(language))
}

async fn missing(headers: HeaderMap) -> Response {
    let language = Language::preferred(&headers);
    page(StatusCode::NOT_FOUND, language, pages::missing(language))
}

async fn style() -> Response {
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        ),
        (
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        ),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, STYLE).into_response()
}

fn page(status: StatusCode, language: Language, html: Result<String, askama::Error>) -> Response {
    let Ok(html) = html else {
        tracing::error!("a page could not be written");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let cached = if status.is_success() {
        "public, max-age=300"
    } else {
        "no-store"
    };
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
        (VARY, HeaderValue::from_static("accept-language")),
        (CACHE_CONTROL, HeaderValue::from_static(cached)),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    (status, headers, html).into_response()
}

#[cfg(test)]
mod tests;
