//! What a form sends: bounded, in time, and read by name.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use axum::body::Body;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use url::form_urlencoded;

/// The most bytes of a form.
const MOST: usize = 256 * 1024;
/// How long a form may take to arrive.
const TIME: Duration = Duration::from_secs(10);
/// The type of a form without files.
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// The fields of a form. Nothing of it is printed: it holds what somebody wrote.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form; `None` for what is none, is too long, or doesn't come.
    pub(crate) async fn read(head: &Parts, body: Body) -> Option<Self> {
        let kind = head.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(URL_ENCODED) {
            return None;
        }
        let body = axum::body::to_bytes(body, MOST);
        let bytes = tokio::time::timeout(TIME, body).await.ok()?.ok()?;
        Some(Self(form_urlencoded::parse(&bytes).into_owned().collect()))
    }

    /// Reads what an address carries after the question mark.
    pub(crate) fn in_address(address: &Uri) -> Self {
        let query = address.query().unwrap_or_default();
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// A number that is another one for other values.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        hasher.finish()
    }

    /// All values under a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(field, _)| field == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Fields whose names begin so: the rest of each name, and its value.
    pub(crate) fn starting<'a>(
        &'a self,
        with: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.0.iter();
        all.filter_map(move |(field, value)| Some((field.strip_prefix(with)?, value.as_str())))
    }

    /// The first value under a name; nothing for a field that wasn't sent.
    pub(crate) fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.all(name).next().unwrap_or_default()
    }
}
