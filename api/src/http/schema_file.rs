//! The schema as a file: the public contract, for whoever builds a front end.

use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

/// Text that browsers show; there is no registered media type for a schema.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// Everybody may keep it, and asks whether it is still the same.
const KEEP: HeaderValue = HeaderValue::from_static("public, no-cache");

/// The schema's text and its tag.
pub(super) struct SchemaFile {
    text: Bytes,
    tag: HeaderValue,
}

impl SchemaFile {
    pub(super) fn new(text: String) -> Self {
        let mut tag = String::from("\"");
        for byte in Sha256::digest(text.as_bytes()).iter().take(16) {
            // Writing to a string cannot fail.
            write!(tag, "{byte:02x}").unwrap_or_default();
        }
        tag.push('"');
        let no_tag = HeaderValue::from_static("\"\"");
        Self {
            text: Bytes::from(text),
            tag: HeaderValue::from_str(&tag).unwrap_or(no_tag),
        }
    }

    pub(super) fn answer(&self, headers: &HeaderMap) -> Response {
        let tags = [(ETAG, self.tag.clone()), (CACHE_CONTROL, KEEP)];
        if self.is_known(headers) {
            return (StatusCode::NOT_MODIFIED, tags).into_response();
        }
        let text = Body::from(self.text.clone());
        (tags, [(CONTENT_TYPE, MEDIA_TYPE)], text).into_response()
    }

    fn is_known(&self, headers: &HeaderMap) -> bool {
        let known = headers.get_all(IF_NONE_MATCH).iter();
        known
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || tag.as_bytes() == self.tag.as_bytes())
    }
}
