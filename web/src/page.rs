//! The answer that carries a page: its headers, and who may keep it.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::language::Language;

/// What a browser may load and do: our own style sheet, and forms that go to us. Nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// What a page is answered with.
pub(crate) struct Page {
    status: StatusCode,
    language: Language,
    cache: HeaderValue,
}

impl Page {
    /// A page that is the same for everybody who reads the language.
    pub(crate) const fn common(language: Language) -> Self {
        Self {
            status: StatusCode::OK,
            language,
            cache: HeaderValue::from_static("public, max-age=300"),
        }
    }

    /// A page for one person at one moment; nobody keeps it.
    pub(crate) const fn personal(status: StatusCode, language: Language) -> Self {
        Self {
            status,
            language,
            cache: HeaderValue::from_static("no-store"),
        }
    }
}

/// The answer with a page that was written, or with an error if it could not be.
pub(crate) fn page(page: Page, html: Result<String, askama::Error>) -> Response {
    let Ok(html) = html else {
        tracing::error!("a page could not be written");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let language = HeaderValue::from_static(page.language.tag());
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CONTENT_LANGUAGE, language),
        (VARY, HeaderValue::from_static("accept-language")),
        (CACHE_CONTROL, page.cache),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    (page.status, headers, html).into_response()
}
