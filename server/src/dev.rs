//! `GraphiQL` for `serve --dev`: its page and its files, all from the binary, asking this server and no other. What the
//! files are and how to renew them stands in `assets/graphiql/README.md`.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

/// What a browser may load and do: our own files, icons inside the style sheet, and requests to us. Nothing else.
/// The hash is of the one style that `GraphiQL` puts into the page, so that nothing scrolls behind a dialog.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; \
     style-src 'self' 'sha256-nzTgYzXYDNe6BAHiiI7NNlfK8n/auuOAhh2t92YvuXo='; \
     img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// A file of the page.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: Content,
}

/// The bytes of a file as they go out.
enum Content {
    Plain(&'static str),
    Gzip(&'static [u8]),
}

const PAGE: &str = include_str!("../assets/graphiql/page.html");

const ASSETS: [Asset; 7] = [
    Asset {
        name: "page.css",
        content_type: CSS,
        content: Content::Plain(include_str!("../assets/graphiql/page.css")),
    },
    Asset {
        name: "start.js",
        content_type: SCRIPT,
        content: Content::Plain(include_str!("../assets/graphiql/start.js")),
    },
    Asset {
        name: "graphiql.css",
        content_type: CSS,
        content: Content::Gzip(include_bytes!("../assets/graphiql/graphiql.css.gz")),
    },
    Asset {
        name: "graphiql.js",
        content_type: SCRIPT,
        content: Content::Gzip(include_bytes!("../assets/graphiql/graphiql.js.gz")),
    },
    Asset {
        name: "graphql-ws.js",
        content_type: SCRIPT,
        content: Content::Gzip(include_bytes!("../assets/graphiql/graphql-ws.js.gz")),
    },
    Asset {
        name: "react.js",
        content_type: SCRIPT,
        content: Content::Gzip(include_bytes!("../assets/graphiql/react.js.gz")),
    },
    Asset {
        name: "react-dom.js",
        content_type: SCRIPT,
        content: Content::Gzip(include_bytes!("../assets/graphiql/react-dom.js.gz")),
    },
];

/// The routes of `GraphiQL`.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/graphiql", get(page))
        .route("/graphiql/", get(page))
        .route("/graphiql/{file}", get(file))
}

async fn page() -> Response {
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    (common(HTML), headers, PAGE).into_response()
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return (StatusCode::NOT_FOUND, "there is no such file").into_response();
    };
    match asset.content {
        Content::Plain(text) => (common(asset.content_type), text).into_response(),
        Content::Gzip(bytes) => {
            let vary = [(VARY, HeaderValue::from_static("accept-encoding"))];
            if !takes_gzip(&headers) {
                let sorry = "this file is there with content-encoding gzip only";
                return (StatusCode::NOT_ACCEPTABLE, vary, sorry).into_response();
            }
            let encoding = [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
            (common(asset.content_type), vary, encoding, bytes).into_response()
        }
    }
}

/// The headers of everything here. Whoever works on these files sees a change at once.
fn common(content_type: &'static str) -> [(HeaderName, HeaderValue); 3] {
    [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]
}

/// Whether a client can unpack gzip. One that says nothing of encodings takes any.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let wishes = || {
        headers
            .get_all(ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(','))
    };
    let wish = |named: &str| {
        wishes().find_map(|wish| {
            let (coding, weight) = wish.split_once(';').unwrap_or((wish, ""));
            coding
                .trim()
                .eq_ignore_ascii_case(named)
                .then(|| !is_zero(weight))
        })
    };
    !headers.contains_key(ACCEPT_ENCODING)
        || wish("gzip")
            .or_else(|| wish("x-gzip"))
            .or_else(|| wish("*"))
            .unwrap_or(false)
}

/// Whether a weight says never: `q=0`, `q=0.000`.
fn is_zero(weight: &str) -> bool {
    weight
        .trim()
        .strip_prefix("q=")
        .and_then(|quality| quality.trim().parse::<f32>().ok())
        .is_some_and(|quality| quality <= 0.0)
}

#[cfg(test)]
mod tests;
