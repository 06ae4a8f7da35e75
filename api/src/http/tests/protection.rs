//! Tests of what keeps other sites from acting with somebody's cookie.

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, COOKIE, ORIGIN};

use super::*;

const X_CSRF: HeaderName = HeaderName::from_static("x-csrf");
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
async fn a_method_that_is_not_for_us_is_told_so() {
    let router = start();
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE] {
        let request = Request::builder()
            .method(method.clone())
            .uri("/graphql")
            .header(CONTENT_TYPE, "application/json");
        let request = request.body(query(SIGN_OUT)).expect("is a request");
        let got = send(&router, request).await;
        assert_eq!(
            (got.status, got.header("allow")),
            (405, "GET, HEAD, POST, OPTIONS"),
            "{method}"
        );
        assert_eq!(got.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_front_end_that_is_let_in_reads_answers_and_its_cookies_do_not_count() {
    const FRONT: &str = "https://front.example";
    let mut server = Server::new();
    server.http.allowed_origins = Vec::from_iter(Origin::parse(FRONT));
    let router = server.start();
    let preflight = async |origin| {
        let request = Request::builder()
            .method(Method::OPTIONS)
            .uri("/graphql")
            .header(HOST, "altavoz.example")
            .header(ORIGIN, origin)
            .header("access-control-request-method", "POST");
        send(&router, request.body(Body::empty()).expect("is a request")).await
    };
    let let_in = preflight(FRONT).await;
    assert_eq!(let_in.status, 204);
    assert_eq!(let_in.header("access-control-allow-origin"), FRONT);
    assert!(
        let_in
            .header("access-control-allow-headers")
            .contains("authorization")
    );
    assert_eq!(let_in.header("access-control-allow-credentials"), "");
    assert_eq!(let_in.header("vary"), "origin");
    let kept_out = preflight("https://evil.example").await;
    assert_eq!(kept_out.header("access-control-allow-origin"), "");

    let cookie = (COOKIE, "__Host-altavoz=abc");
    let got = with_headers(&router, &[(ORIGIN, FRONT), cookie.clone()], "{ told }").await;
    assert_eq!(got.json()["data"]["told"], "None None");
    assert_eq!(got.header("access-control-allow-origin"), FRONT);
    let bearer = (AUTHORIZATION, "Bearer abc");
    let headers = [(ORIGIN, FRONT), cookie, bearer];
    let got = with_headers(&router, &headers, "{ told }").await;
    assert_eq!(got.json()["data"]["told"], "Some(Header) None");
}
