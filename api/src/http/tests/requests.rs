//! Requests and their answers: GraphQL over HTTP, errors, sessions, the files beside it.

use axum::http::header::{AUTHORIZATION, COOKIE, IF_NONE_MATCH};

use super::*;

async fn fetch(router: &axum::Router, path: &str) -> Got {
    send(
        router,
        Request::get(path)
            .body(Body::empty())
            .expect("is a request"),
    )
    .await
}

#[tokio::test]
async fn a_query_is_answered_in_json_with_its_fields_in_the_order_asked_for() {
    let got = ask(&start(), "{ thing { zebra apple } hello }").await;
    assert_eq!(got.status, 200);
    assert_eq!(
        got.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(
        got.text,
        r#"{"data":{"thing":{"zebra":1,"apple":2},"hello":"world"}}"#
    );
}

#[tokio::test]
async fn variables_and_the_operation_name_reach_the_schema() {
    let body = serde_json::json!({
        "query": "query A { hello } query B($n: Int!) { double(number: $n) }",
        "operationName": "B",
        "variables": { "n": 21 },
        "extensions": null,
    });
    let got = ask_strictly(&start(), Body::from(body.to_string())).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.text, r#"{"data":{"double":42}}"#);
}

#[tokio::test]
async fn the_media_type_of_the_answer_is_the_one_asked_for() {
    let got = ask_strictly(&start(), query("{ hello }")).await;
    let expected = "application/graphql-response+json; charset=utf-8";
    assert_eq!((got.status, got.header("content-type")), (200, expected));
}

#[tokio::test]
async fn an_answer_nobody_can_read_is_not_made() {
    let request = post().header(ACCEPT, "text/html");
    let got = send(
        &start(),
        request.body(query("{ hello }")).expect("is a request"),
    )
    .await;
    assert_eq!((got.status, got.code().as_str()), (406, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn what_is_refused_before_execution_has_no_data_and_says_so_in_its_status() {
    let router = start();
    for (text, code) in [
        ("{ hello", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename @nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", "BAD_USER_INPUT"),
        ("query ($n: Int!) { double(number: $n) }", "BAD_USER_INPUT"),
        (
            "query ($x: Boolean!) { hello @skip(if: $x) }",
            "BAD_USER_INPUT",
        ),
        ("subscription { anything }", "BAD_USER_INPUT"),
    ] {
        let got = ask(&router, text).await;
        assert_eq!((got.status, got.code().as_str()), (200, code), "{text}");
        assert!(!got.has_data(), "{text}: {}", got.text);
        let got = ask_strictly(&router, query(text)).await;
        assert_eq!((got.status, got.code().as_str()), (400, code), "{text}");
        assert!(!got.has_data(), "{text}");
    }
}

#[tokio::test]
async fn what_is_no_request_is_answered_with_400_in_any_media_type() {
    let router = start();
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        r#"{"query":1}"#,
        r#"{"query":"\ud800"}"#,
    ] {
        let request = post().body(Body::from(body)).expect("is a request");
        let got = send(&router, request).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (400, "BAD_USER_INPUT"),
            "{body}"
        );
        let got = ask_strictly(&router, Body::from(body)).await;
        assert_eq!((got.status, got.has_data()), (400, false), "{body}");
    }
}

#[tokio::test]
async fn an_executed_request_has_data_even_when_it_came_to_nothing() {
    let router = start();
    for (text, data) in [
        ("{ leaks }", serde_json::json!({ "leaks": null })),
        ("{ leaksRequired }", serde_json::Value::Null),
    ] {
        let got = ask_strictly(&router, query(text)).await;
        assert_eq!(got.status, 200);
        assert_eq!(got.json().get("data"), Some(&data));
        assert_eq!(got.code(), "INTERNAL_SERVER_ERROR");
        assert!(!got.text.contains("mia"), "{}", got.text);
    }
}

#[tokio::test]
async fn an_error_tells_its_code_and_the_request_and_keeps_the_words_meant_for_the_client() {
    let router = start();
    let got = ask(&router, "{ refuses }").await;
    let error = &got.json()["errors"][0];
    assert_eq!(error["message"], "Only a moderator may do this.");
    assert_eq!(error["path"][0], "refuses");
    assert_eq!(error["extensions"]["code"], "FORBIDDEN");
    assert_eq!(error["extensions"]["requestId"], got.header("x-request-id"));
    let other = ask(&router, "{ hello }").await;
    assert_ne!(other.header("x-request-id"), got.header("x-request-id"));
}

#[tokio::test]
async fn a_number_that_is_too_large_is_bad_input() {
    let got = ask_strictly(&start(), query("{ double(number: 3000000000) }")).await;
    let codes = ["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"];
    assert!(codes.contains(&got.code().as_str()), "{}", got.text);
}

#[tokio::test]
async fn a_resolver_that_breaks_takes_nothing_with_it() {
    let router = start();
    let got = ask(&router, "{ breaks }").await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (500, "INTERNAL_SERVER_ERROR")
    );
    assert!(!got.has_data() && !got.text.contains("mia"), "{}", got.text);
    assert_eq!(ask(&router, "{ hello }").await.status, 200);
}

#[tokio::test]
async fn a_fault_of_ours_before_execution_is_not_blamed_on_the_request() {
    for (code, status) in [(errors::Code::Internal, 500), (errors::Code::Busy, 503)] {
        let mut server = Server::new();
        server.lost = Some(code);
        let router = server.start();
        for got in [
            ask(&router, "{ hello }").await,
            ask_strictly(&router, query("{ hello }")).await,
        ] {
            assert_eq!((got.status, got.code().as_str()), (status, code.as_str()));
            assert!(!got.has_data());
        }
    }
}

#[tokio::test]
async fn no_answer_is_kept_or_guessed_at() {
    let router = start();
    for got in [
        ask(&router, "{ hello }").await,
        ask(&router, "{").await,
        fetch(&router, "/graphql").await,
        fetch(&router, "/health/live").await,
    ] {
        assert_eq!(got.header("cache-control"), "no-store");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("x-request-id").len(), 32);
    }
}

#[tokio::test]
async fn the_executor_is_told_of_session_and_languages() {
    let router = start();
    let told = async |name, value: &str| {
        let request = post()
            .header(name, value)
            .header("accept-language", "es, en;q=0.5");
        let body = query("{ told }");
        send(&router, request.body(body).expect("is a request"))
            .await
            .json()["data"]["told"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let languages = r#"Some("es, en;q=0.5")"#;
    assert_eq!(
        told(AUTHORIZATION, "Bearer abc").await,
        format!("Some(Header) {languages}")
    );
    assert_eq!(
        told(COOKIE, "__Host-altavoz=abc").await,
        format!("Some(Cookie) {languages}")
    );
    assert_eq!(
        told(COOKIE, "altavoz=abc").await,
        format!("None {languages}")
    );
}

#[tokio::test]
async fn endless_languages_are_not_passed_on() {
    let request = post().header("accept-language", "es,".repeat(1_000));
    let request = request.body(query("{ told }")).expect("is a request");
    let got = send(&start(), request).await;
    assert_eq!(got.text, r#"{"data":{"told":"None None"}}"#);
}

#[tokio::test]
async fn signing_in_and_out_changes_the_cookie() {
    let router = start();
    let got = ask(&router, "mutation { signIn }").await;
    let expected = "__Host-altavoz=fresh; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=7200";
    assert_eq!(got.header("set-cookie"), expected);
    let got = ask(&router, "mutation { signOut }").await;
    let expected = "__Host-altavoz=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0";
    assert_eq!(got.header("set-cookie"), expected);
    assert_eq!(ask(&router, "{ hello }").await.header("set-cookie"), "");
}

#[tokio::test]
async fn the_schema_is_a_file_that_is_sent_once() {
    let router = start();
    let got = fetch(&router, "/schema.graphql").await;
    assert_eq!(
        (got.status, got.text.as_str()),
        (200, "type Query { hello: String! }")
    );
    assert_eq!(got.header("content-type"), "text/plain; charset=utf-8");
    let tag = got.header("etag").to_owned();
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".to_owned(),
    ] {
        let request = Request::get("/schema.graphql").header(IF_NONE_MATCH, &known);
        let got = send(&router, request.body(Body::empty()).expect("is a request")).await;
        assert_eq!((got.status, got.text.as_str()), (304, ""), "{known}");
        assert_eq!(got.header("etag"), tag);
    }
    let request = Request::get("/schema.graphql").header(IF_NONE_MATCH, "\"other\"");
    let got = send(&router, request.body(Body::empty()).expect("is a request")).await;
    assert_eq!(got.status, 200);
}

#[tokio::test]
async fn health_says_whether_the_process_lives_and_whether_it_can_serve() {
    let router = start();
    let live = fetch(&router, "/health/live").await;
    assert_eq!((live.status, live.text.as_str()), (200, "ok"));
    assert_eq!(fetch(&router, "/health/ready").await.status, 200);
    let mut broken = Server::new();
    broken.http.ready = Arc::new(|| Box::pin(async { false }));
    assert_eq!(fetch(&broken.start(), "/health/ready").await.status, 503);
    let mut hanging = Server::new();
    hanging.http.ready = Arc::new(|| Box::pin(std::future::pending()));
    hanging.http.ready_time = Duration::ZERO;
    assert_eq!(fetch(&hanging.start(), "/health/ready").await.status, 503);
}

#[tokio::test]
async fn unknown_addresses_are_left_to_other_routers() {
    let pages = axum::Router::new().fallback(async || "a page");
    let router = start().merge(pages);
    assert_eq!(fetch(&router, "/posts").await.text, "a page");
    assert_eq!(ask(&router, "{ hello }").await.status, 200);
}

#[tokio::test]
async fn a_page_in_the_same_process_asks_without_http() {
    let server = Server::new();
    let api = InProcess::new(server.http.clone(), server.pipeline());
    let page = post().header("authorization", "Bearer abc");
    let (head, ()) = page.body(()).expect("is a request").into_parts();
    let answered = api.execute(&head, "{ told }", serde_json::json!({})).await;
    assert_eq!(answered.json, br#"{"data":{"told":"Some(Header) None"}}"#);
    assert!(answered.cookie.is_none());
    let mutation = "mutation { signIn }";
    let answered = api.execute(&head, mutation, serde_json::json!({})).await;
    let cookie = answered.cookie.expect("the browser is given a cookie");
    assert!(cookie.to_str().expect("is text").contains("HttpOnly"));
    let foreign = post().header("origin", "https://evil.example");
    let (head, ()) = foreign.body(()).expect("is a request").into_parts();
    let answered = api.execute(&head, mutation, serde_json::json!({})).await;
    assert!(answered.cookie.is_none());
    assert!(String::from_utf8_lossy(&answered.json).contains("FORBIDDEN"));
}

#[tokio::test]
async fn an_object_that_nothing_was_selected_of_is_an_object() {
    let router = start();
    for (text, data) in [
        ("{ thing { zebra @skip(if: true) } }", r#"{"thing":{}}"#),
        (
            "{ thing { ...F } } fragment F on Thing { apple @include(if: false) }",
            r#"{"thing":{}}"#,
        ),
        ("{ hello @skip(if: true) }", "{}"),
        (
            "{ thing { ... on Thing { apple zebra } } }",
            r#"{"thing":{"apple":2,"zebra":1}}"#,
        ),
    ] {
        let got = ask(&router, text).await;
        assert_eq!(got.text, format!("{{\"data\":{data}}}"), "{text}");
    }
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_document_whichever_is_done_first() {
    let router = start();
    let got = ask(&router, "{ slow leaks hello thing { zebra apple } }").await;
    let order = ["slow", "leaks", "hello", "thing", "zebra", "apple"];
    let places = order.map(|name| got.text.find(&format!("\"{name}\":")));
    assert!(places.is_sorted() && places[0].is_some(), "{}", got.text);
}

#[tokio::test]
async fn the_name_of_a_type_may_stand_under_a_condition() {
    let router = start();
    let asked = async |skip: bool| {
        let query = "query($s: Boolean!) { b: __typename @skip(if: $s) hello thing { __typename @include(if: $s) } }";
        let body = serde_json::json!({ "query": query, "variables": { "s": skip } });
        ask_strictly(&router, Body::from(body.to_string()))
            .await
            .text
    };
    assert_eq!(
        asked(true).await,
        r#"{"data":{"hello":"world","thing":{"__typename":"Thing"}}}"#
    );
    assert_eq!(
        asked(false).await,
        r#"{"data":{"b":"Query","hello":"world","thing":{}}}"#
    );
}
