//! Pages: a GraphQL client that knows `schema.graphql` and no other crate of ours. So far there are two: what this is,
//! and setting up the first administrator. Nothing on a page comes from another server, and nothing on it runs.

mod client;
mod form;
mod language;
mod operations;
mod page;
mod pages;
mod set_up;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

pub use client::{Execute, Executed, Operation};
use language::Language;
use page::{Page, page};

const STYLE: &str = include_str!("../templates/style.css");

/// The documents that pages send, and those that are examples for other clients. A server trusts them.
pub const fn documents() -> &'static [&'static str] {
    operations::ALL
}

/// The routes of the pages, which talk to the API by `execute`. Addresses that nobody knows end here too.
pub fn router(execute: Execute) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/setup", get(set_up::show).post(set_up::send))
        .route("/setup/done", get(set_up::done))
        .route("/style.css", get(style))
        .fallback(missing)
        .with_state(execute)
}

async fn home(headers: HeaderMap) -> Response {
    let language = Language::preferred(&headers);
    page(Page::common(language), pages::home(language))
}

async fn missing(headers: HeaderMap) -> Response {
    let language = Language::preferred(&headers);
    let missing = Page::personal(StatusCode::NOT_FOUND, language);
    page(missing, pages::missing(language))
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

#[cfg(test)]
mod tests;
