//! Tests of what a client cannot use up: bodies, documents, time, and places.

use std::pin::pin;

use futures_util::{FutureExt as _, stream};

use super::*;

#[tokio::test]
async fn a_body_is_read_up_to_its_bound_however_it_is_sent() {
    let router = start();
    let limit = Server::new().http.body_limit;
    let padded = |length: usize| {
        let body = serde_json::json!({ "query": "{ hello }" }).to_string();
        format!("{body}{}", " ".repeat(length - body.len()))
    };
    let send_body = async |body: Body| send(&router, post().body(body).expect("is one")).await;
    assert_eq!(send_body(Body::from(padded(limit))).await.status, 200);
    let got = send_body(Body::from(padded(limit + 1))).await;
    assert_eq!((got.status, got.header("connection")), (413, "close"));
    let chunks = (0..).map(|_| Ok::<_, std::io::Error>(" ".repeat(1024)));
    let endless = send_body(Body::from_stream(stream::iter(chunks))).await;
    assert_eq!(endless.status, 413);
    let announced = post().header("content-length", "1000000000");
    let got = send(&router, announced.body(Body::empty()).expect("is one")).await;
    assert_eq!(got.status, 413);
}

#[tokio::test]
async fn whose_address_used_up_its_budget_is_not_even_read() {
    let mut server = Server::new();
    server.admits = 1;
    let router = server.start();
    assert_eq!(ask(&router, "{").await.code(), "GRAPHQL_PARSE_FAILED");
    let endless = stream::pending::<Result<String, std::io::Error>>();
    let request = post().body(Body::from_stream(endless)).expect("is one");
    let got = send(&router, request).await;
    assert_eq!((got.status, got.code().as_str()), (429, "RATE_LIMITED"));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let mut server = Server::new();
    server.http.body_time = Duration::ZERO;
    let silent = stream::pending::<Result<String, std::io::Error>>();
    let request = post()
        .body(Body::from_stream(silent))
        .expect("is a request");
    let got = send(&server.start(), request).await;
    assert_eq!((got.status, got.code().as_str()), (408, "TIMEOUT"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_request() {
    let broken = stream::iter([Ok("{"), Err(std::io::Error::other("gone"))]);
    let request = post()
        .body(Body::from_stream(broken))
        .expect("is a request");
    assert_eq!(send(&start(), request).await.status, 400);
}

#[tokio::test]
async fn a_document_that_would_stop_the_server_is_refused_at_once() {
    let router = start();
    let fragments: Vec<String> = (0..30)
        .map(|number| {
            format!(
                "fragment F{number} on Query {{ ...F{0} ...F{0} }}",
                number + 1
            )
        })
        .collect();
    let doubling = format!("{{ ...F0 }} {}", fragments.join(" "));
    let deep = "{a".repeat(5_000);
    let lists = format!("{{ double(number: {}", "[".repeat(5_000));
    let aliases: Vec<String> = (0..1_000)
        .map(|number| format!("a{number}: __typename"))
        .collect();
    let aliases = format!("{{ {} }}", aliases.join(" "));
    for document in [doubling, deep, lists, aliases] {
        let got = ask_strictly(&router, query(&document)).await;
        assert_eq!((got.status, got.has_data()), (400, false));
        assert!(got.text.len() < 500, "{}", got.text);
    }
}

#[tokio::test]
async fn what_the_validator_finds_is_told_shortly() {
    let long_name = "x".repeat(10_000);
    let unknown: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
    let document = format!("{{ {long_name} {} }}", unknown.join(" "));
    let got = ask_strictly(&start(), query(&document)).await;
    assert_eq!(got.status, 400);
    assert!(got.text.len() < 20_000);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let mut server = Server::new();
    server.pipeline.time = Duration::ZERO;
    let router = server.start();
    let got = ask(&router, "{ hangs }").await;
    assert_eq!((got.status, got.code().as_str()), (503, "TIMEOUT"));
    assert!(!got.has_data());
    assert_eq!(got.header("retry-after"), "2");
}

#[tokio::test]
async fn a_request_without_a_place_is_turned_away_and_told_to_come_back() {
    let mut server = Server::new();
    server.pipeline.running = 1;
    server.pipeline.waiting = 0;
    let router = server.start();
    {
        let mut running = pin!(ask(&router, "{ hangs }"));
        assert!(running.as_mut().now_or_never().is_none(), "the first runs");
        let got = ask(&router, "{ hello }").await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (503, "SERVICE_UNAVAILABLE")
        );
        assert_eq!(got.header("retry-after"), "2");
        let refused = ask(&router, "{").await;
        assert_eq!(refused.status, 200, "what is refused needs no place");
    }
    let got = ask(&router, "{ hello }").await;
    assert_eq!(got.status, 200, "whoever goes away leaves the place");
}

#[tokio::test]
async fn bodies_that_are_being_read_share_their_room() {
    let mut server = Server::new();
    server.http.bodies_limit = 100 * 1024;
    let router = server.start();
    let begun = stream::iter([Ok::<_, std::io::Error>(" ".repeat(100 * 1024))]);
    let unfinished = Body::from_stream(begun.chain(stream::pending()));
    let request = post().body(unfinished).expect("is a request");
    let mut first = pin!(send(&router, request));
    assert!(
        first.as_mut().now_or_never().is_none(),
        "waits for the rest"
    );
    let long = || {
        let body = serde_json::json!({ "query": "{ hello }" }).to_string();
        Body::from(format!("{body}{}", " ".repeat(40 * 1024)))
    };
    let got = send(&router, post().body(long()).expect("is one")).await;
    assert_eq!((got.status, got.header("retry-after")), (503, "2"));
    assert_eq!(ask(&router, "{ hello }").await.status, 200, "is short");
}

#[tokio::test]
async fn whose_document_is_known_does_not_wait_for_those_that_are_looked_at() {
    let mut server = Server::new();
    server.pipeline.patience = Duration::ZERO;
    let router = server.start();
    assert_eq!(ask(&router, "{ hello }").await.status, 200);
    let mut slow = pin!(ask(&router, "{ __type(name: \"Query\") { name } hangs }"));
    assert!(slow.as_mut().now_or_never().is_none());
    assert_eq!(ask(&router, "{ hello }").await.status, 200, "is known");
    let got = ask(&router, "{ hello hello2: hello }").await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (503, "SERVICE_UNAVAILABLE")
    );
}
