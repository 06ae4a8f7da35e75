//! What a browser gets: the page in the reader's language, and headers that keep everything else out.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::CONTENT_LANGUAGE;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderName, Request};
use tower::ServiceExt as _;

use super::*;

/// No page here has anything to ask.
fn nobody() -> Execute {
    Arc::new(|_| panic!("nothing is asked"))
}

async fn get(address: &str, languages: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(address)
        .header("accept-language", languages)
        .body(Body::empty())
        .unwrap();
    let Ok(response) = router(nobody()).oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    (
        head.status,
        head.headers,
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

fn header(headers: &HeaderMap, name: &HeaderName) -> String {
    headers
        .get(name)
        .map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_first_page_says_what_this_is_in_the_readers_language() {
    for (languages, tag, words) in [
        ("es", "es", "panel de jóvenes"),
        ("en-GB,en;q=0.9", "en", "youth panel"),
        ("fr", "es", "panel de jóvenes"),
    ] {
        let (status, headers, html) = get("/", languages).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(header(&headers, &CONTENT_LANGUAGE), tag);
        assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{html}");
        assert!(html.contains(words), "{html}");
        assert!(html.contains("href=\"/schema.graphql\""), "{html}");
    }
}

#[tokio::test]
async fn a_page_runs_nothing_and_loads_nothing_from_elsewhere() {
    for address in ["/", "/setup?code=x", "/setup/done", "/nowhere"] {
        let (_, headers, html) = get(address, "es").await;
        let policy = header(&headers, &CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';"),
            "{policy}"
        );
        assert_eq!(header(&headers, &X_CONTENT_TYPE_OPTIONS), "nosniff");
        for foreign in ["<script", "style=", "http://", "https://", "//"] {
            assert!(!html.contains(foreign), "{foreign} in {html}");
        }
    }
}

#[tokio::test]
async fn an_address_that_nobody_knows_answers_with_a_page_that_says_so() {
    let (status, headers, html) = get("/nowhere", "en").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(header(&headers, &CACHE_CONTROL), "no-store");
    assert!(html.contains("There is nothing here"), "{html}");
    assert!(
        !html.contains("nowhere"),
        "what was asked for is not repeated"
    );
}

#[tokio::test]
async fn the_style_sheet_is_our_own() {
    let (status, headers, css) = get("/style.css", "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(header(&headers, &CONTENT_TYPE), "text/css; charset=utf-8");
    assert!(!css.contains("url("), "{css}");
}

#[tokio::test]
async fn a_link_without_a_code_asks_for_it_and_what_is_no_form_is_refused() {
    let (status, headers, html) = get("/setup", "en").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(header(&headers, &CACHE_CONTROL), "no-store");
    assert!(html.contains("<label for=\"code\">"), "{html}");
    let (_, _, html) = get("/setup?code=%22%3E%3Cb", "en").await;
    assert!(html.contains("value=\"&#34;&#62;&#60;b\""), "{html}");
    for kind in ["application/json", "multipart/form-data; boundary=x"] {
        let request = Request::post("/setup")
            .header("content-type", kind)
            .body(Body::from("code=x"))
            .unwrap();
        let Ok(response) = router(nobody()).oneshot(request).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{kind}");
    }
}
