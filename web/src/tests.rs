//! What a browser gets where there is no API: words in the language of the address, headers that keep everything else out, and the way to help.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, Request, StatusCode};
use tower::ServiceExt as _;

use super::*;

/// An API that is not there.
fn nobody() -> Execute {
    Arc::new(|_| {
        Box::pin(async {
            Executed {
                json: b"{}".to_vec(),
                cookie: None,
            }
        })
    })
}

fn all() -> Router {
    let settings = Settings {
        name: "Altavoz".to_owned(),
        origin: "https://altavoz.example".to_owned(),
    };
    router(&nobody(), settings).expect("words")
}

async fn get(address: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let Ok(response) = all().oneshot(request).await;
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
async fn an_address_says_the_language_of_its_page() {
    for (address, tag, words) in [
        ("/como-leemos", "es", "Lo que nunca pasa aquí"),
        ("/ca/como-leemos", "ca", "El que mai no passa aquí"),
        ("/gl/como-leemos", "gl", "O que nunca pasa aquí"),
        ("/eu/como-leemos", "eu", "Hemen inoiz gertatzen ez dena"),
        ("/pt/como-leemos", "pt-PT", "O que nunca acontece aqui"),
        ("/en/como-leemos", "en", "What never happens here"),
    ] {
        let (status, headers, html) = get(address).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(header(&headers, &CONTENT_LANGUAGE), tag);
        assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{html}");
        assert!(html.contains(words), "{html}");
        assert_eq!(html.matches("rel=\"alternate\" hreflang").count(), 6);
    }
}

#[tokio::test]
async fn a_page_runs_nothing_and_loads_nothing_from_elsewhere() {
    for address in [
        "/",
        "/como-leemos",
        "/ayuda",
        "/setup?code=x",
        "/setup/done",
        "/nowhere",
    ] {
        let (_, headers, html) = get(address).await;
        let policy = header(&headers, &CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self';"),
            "{policy}"
        );
        assert_eq!(header(&headers, &X_CONTENT_TYPE_OPTIONS), "nosniff");
        for foreign in ["<script", "style=", "src=", "=\"//"] {
            assert!(!html.contains(foreign), "{foreign} in {html}");
        }
    }
}

#[tokio::test]
async fn without_an_api_pages_say_so_and_lead_to_help() {
    for address in [
        "/",
        "/p/algo",
        "/temas",
        "/temas/algo",
        "/grupos/algo",
        "/blog/Ana",
        "/ayuda",
    ] {
        let (status, headers, html) = get(address).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
        assert_eq!(header(&headers, &CACHE_CONTROL), "no-store");
        assert!(html.contains("Prueba otra vez dentro de un rato"), "{html}");
        assert!(html.contains("href=\"/ayuda\""), "{html}");
    }
}

#[tokio::test]
async fn an_address_that_nobody_knows_answers_with_a_page_that_says_so() {
    let (status, headers, html) = get("/en/nowhere").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(header(&headers, &CACHE_CONTROL), "no-store");
    assert!(html.contains("There is nothing here"), "{html}");
    assert!(
        !html.contains("nowhere"),
        "what was asked for is not repeated"
    );
    let (_, _, other) = get("/en/p/%FF").await;
    assert_eq!(html, other, "all of them look the same");
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_never_to_another_server() {
    for (address, to) in [
        ("/temas/", "/temas"),
        ("/ca/", "/ca"),
        ("/en/ayuda//", "/en/ayuda"),
    ] {
        let (status, headers, _) = get(address).await;
        assert_eq!(status, StatusCode::PERMANENT_REDIRECT, "{address}");
        assert_eq!(header(&headers, &LOCATION), to);
    }
    let (_, headers, _) = get("/setup/?code=x").await;
    assert_eq!(
        header(&headers, &LOCATION),
        "/setup?code=x",
        "nothing is lost on the way"
    );
    for address in ["//elsewhere.example/", "///", "//", "/\\elsewhere.example/"] {
        let (status, _, _) = get(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn what_pages_look_like_comes_from_us_and_is_kept_for_good() {
    for (address, kind) in [
        (style::address().to_owned(), "text/css; charset=utf-8"),
        (style::icon("help"), "image/svg+xml"),
        ("/icon.svg".to_owned(), "image/svg+xml"),
        ("/favicon.ico".to_owned(), "image/svg+xml"),
    ] {
        let (status, headers, bytes) = get(&address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert_eq!(header(&headers, &CONTENT_TYPE), kind);
        let is_versioned = address.contains("?v=");
        assert_eq!(
            header(&headers, &CACHE_CONTROL).contains("immutable"),
            is_versioned
        );
        assert!(!bytes.contains("url("), "{bytes}");
    }
}

#[tokio::test]
async fn programs_are_told_where_everything_is() {
    let (_, _, rules) = get("/robots.txt").await;
    assert!(
        !rules.contains("blog"),
        "who may not look does not read that it is not to be listed"
    );
    for line in [
        "Disallow: /graphql",
        "Sitemap: https://altavoz.example/sitemap.xml",
    ] {
        assert!(rules.lines().any(|it| it == line), "{line} in {rules}");
    }
}

#[tokio::test]
async fn a_link_without_a_code_asks_for_it_and_what_is_no_form_is_refused() {
    let (status, headers, html) = get("/en/setup").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(header(&headers, &CACHE_CONTROL), "no-store");
    assert!(html.contains("<label for=\"code\">"), "{html}");
    let (_, _, html) = get("/setup?code=%22%3E%3Cb").await;
    assert!(html.contains("value=\"&#34;&#62;&#60;b\""), "{html}");
    for kind in ["application/json", "multipart/form-data; boundary=x"] {
        let request = Request::post("/setup")
            .header("content-type", kind)
            .body(Body::from("code=x"))
            .unwrap();
        let Ok(response) = all().oneshot(request).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{kind}");
    }
}
