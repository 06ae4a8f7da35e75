//! Tests of what keeps other sites from acting with somebody's cookie.

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, COOKIE, ORIGIN};

use super::*;

const OWN: &str = "https://altavoz.example";
const SIGN_OUT: &str = "mutation { signOut }";

async fn with_headers(router: &axum::Router, headers: &[(HeaderName, &str)], text: &str) -> Got {
    let request = headers.iter().fold(post(), |request, (name, value)| {
        request.header(name, *value)
    });
    send(router, request.body(query(text)).expect("is a request")).await
}

#[tokio::test]
async fn a_page_of_another_site_is_refused_whatever_it_asks() {
    let router = start();
    for origin in ["https://evil.example", "null", "http://altavoz.example:81"] {
        let got = with_headers(&router, &[(ORIGIN, origin)], "{ hello }").await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (403, "FORBIDDEN"),
            "{origin}"
        );
    }
    let got = with_headers(&router, &[(ORIGIN, OWN)], "{ hello }").await;
    assert_eq!(got.status, 200);
}

#[tokio::test]
async fn a_configured_origin_is_the_only_one() {
    let mut server = Server::new();
    server.http.public_origin = Origin::parse("https://www.altavoz.example");
    let router = server.start();
    let asked_from = async |origin| with_headers(&router, &[(ORIGIN, origin)], "{ hello }").await;
    assert_eq!(asked_from("https://www.altavoz.example").await.status, 200);
    assert_eq!(asked_from(OWN).await.status, 403);
}

#[tokio::test]
async fn a_mutation_with_a_cookie_needs_a_proof_that_no_other_site_sent_it() {
    let router = start();
    let cookie = (COOKIE, "__Host-altavoz=abc");
    let got = with_headers(&router, std::slice::from_ref(&cookie), SIGN_OUT).await;
    assert_eq!((got.status, got.code().as_str()), (403, "FORBIDDEN"));
    assert_eq!(got.header("set-cookie"), "");
    let wrong = [cookie.clone(), (X_CSRF, "0")];
    assert_eq!(with_headers(&router, &wrong, SIGN_OUT).await.status, 403);
    for proof in [(ORIGIN, OWN), (X_CSRF, "1")] {
        let got = with_headers(&router, &[cookie.clone(), proof], SIGN_OUT).await;
        assert_eq!((got.status, got.has_data()), (200, true));
    }
    let got = with_headers(&router, &[cookie], "{ hello }").await;
    assert_eq!(got.status, 200, "a query needs none");
}

#[tokio::test]
async fn a_mutation_without_a_cookie_needs_no_proof() {
    let router = start();
    assert_eq!(ask(&router, SIGN_OUT).await.status, 200);
    let bearer = [
        (AUTHORIZATION, "Bearer abc"),
        (COOKIE, "__Host-altavoz=abc"),
    ];
    assert_eq!(with_headers(&router, &bearer, SIGN_OUT).await.status, 200);
}

#[tokio::test]
async fn what_a_form_can_send_is_not_read() {
    let router = start();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
    ] {
        let request = Request::post("/graphql").header(CONTENT_TYPE, content_type);
        let got = send(
            &router,
            request.body(query("{ hello }")).expect("is a request"),
        )
        .await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (415, "BAD_USER_INPUT"),
            "{content_type}"
        );
    }
    let untyped = Request::post("/graphql")
        .body(query("{ hello }"))
        .expect("is a request");
    assert_eq!(send(&router, untyped).await.status, 415);
}

#[tokio::test]
async fn every_method_but_post_is_told_so() {
    let router = start();
    for method in [
        Method::GET,
        Method::HEAD,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ] {
        let request = Request::builder()
            .method(method.clone())
            .uri("/graphql?query=mutation%20%7B%20signOut%20%7D")
            .header(CONTENT_TYPE, "application/json");
        let got = send(
            &router,
            request.body(query(SIGN_OUT)).expect("is a request"),
        )
        .await;
        assert_eq!((got.status, got.header("allow")), (405, "POST"), "{method}");
        assert_eq!(got.header("access-control-allow-origin"), "");
    }
}
