//! Tests of queries by GET, and of documents that are named by their hash.

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, IF_NONE_MATCH};
use url::form_urlencoded;

use super::*;
use crate::documents::document_id;

const COUNTED: &str = "query Counted { counted }";
const TOLD: &str = "query ($a: Boolean = true) { told @include(if: $a) }";

fn by_get(parameters: &[(&str, &str)]) -> Builder {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    Request::get(format!("/graphql?{query}")).header(HOST, "altavoz.example")
}

async fn get(router: &axum::Router, parameters: &[(&str, &str)]) -> Got {
    let request = by_get(parameters).body(Body::empty());
    send(router, request.expect("is a request")).await
}

fn trusting(texts: &[&'static str]) -> Server {
    let mut server = Server::new();
    server.trusted = texts.to_vec();
    server
}

#[tokio::test]
async fn a_query_may_be_asked_by_get() {
    let router = start();
    let got = get(&router, &[("query", "{ hello }")]).await;
    assert_eq!(
        (got.status, &*got.text),
        (200, r#"{"data":{"hello":"world"}}"#)
    );
    assert_eq!(got.header("cache-control"), "no-store");
    let two = "query A { hello } query B($n: Int!) { double(number: $n) }";
    let parameters = [
        ("query", two),
        ("operationName", "B"),
        ("variables", r#"{"n":4}"#),
    ];
    assert_eq!(get(&router, &parameters).await.json()["data"]["double"], 8);
    let head = by_get(&[("query", "{ hello }")]).method(Method::HEAD);
    let got = send(&router, head.body(Body::empty()).expect("is a request")).await;
    assert_eq!(got.status, 200);
}

#[tokio::test]
async fn a_mutation_by_get_is_sent_to_post() {
    let router = start();
    let got = get(&router, &[("query", "mutation { signOut }")]).await;
    assert_eq!((got.status, got.header("allow")), (405, "POST"));
    assert!(!got.has_data() && got.header("set-cookie").is_empty());
}

#[tokio::test]
async fn a_trusted_document_is_named_by_its_hash() {
    let router = trusting(&[TOLD]).start();
    let id = document_id(TOLD);
    let body = serde_json::json!({ "documentId": id, "variables": { "a": true } });
    let got = send(
        &router,
        post().body(Body::from(body.to_string())).expect("is one"),
    )
    .await;
    assert_eq!(got.json()["data"]["told"], "None None");
    let bearer = by_get(&[("documentId", &id)]).header(AUTHORIZATION, "Bearer abc");
    let got = send(&router, bearer.body(Body::empty()).expect("is one")).await;
    assert_eq!(got.json()["data"]["told"], "Some(Header) None");
    assert_eq!(
        got.header("cache-control"),
        "no-store",
        "what is somebody's own is not kept"
    );
    let unknown = get(&router, &[("documentId", "sha256:00")]).await;
    assert_eq!(unknown.code(), "DOCUMENT_NOT_FOUND");
}

#[tokio::test]
async fn in_an_emergency_only_trusted_documents_are_answered() {
    let mut server = trusting(&[COUNTED]);
    server.answered = Answered::TrustedOnly;
    let router = server.start();
    let refused = ask(&router, "{ hello }").await;
    assert_eq!(refused.code(), "FORBIDDEN");
    assert_eq!(
        ask(&router, COUNTED).await.json()["data"]["counted"],
        1,
        "its text is enough"
    );
    let got = get(&router, &[("documentId", &document_id(COUNTED))]).await;
    assert_eq!(got.status, 200);
}

#[tokio::test]
async fn the_epoch_is_not_read_all_the_time_but_after_every_mutation() {
    let mut server = trusting(&[COUNTED]);
    server.pipeline.epoch_lasts = Duration::from_hours(1);
    let epoch = Arc::clone(&server.epoch);
    let router = server.start();
    let id = document_id(COUNTED);
    let counted = async || {
        let got = get(&router, &[("documentId", &id)]).await;
        got.json()["data"]["counted"].clone()
    };
    assert_eq!(counted().await, 1);
    epoch.fetch_add(1, Ordering::SeqCst);
    assert_eq!(counted().await, 1);
    ask(&router, "mutation { signOut }").await;
    assert_eq!(counted().await, 2, "who changed something sees it");
}

#[tokio::test]
async fn a_public_answer_is_kept_until_the_epoch_moves() {
    let mut server = trusting(&[COUNTED]);
    server.pipeline.epoch_lasts = Duration::ZERO;
    let epoch = Arc::clone(&server.epoch);
    let router = server.start();
    let id = document_id(COUNTED);
    let counted = async || {
        let got = get(&router, &[("documentId", &id)]).await;
        assert_eq!(got.header("cache-control"), "public, no-cache");
        (
            got.json()["data"]["counted"].clone(),
            got.header("etag").to_owned(),
        )
    };
    let (first, tag) = counted().await;
    assert_eq!(
        (first, counted().await),
        (1.into(), (1.into(), tag.clone()))
    );
    let again = async |known: &str| {
        let request = by_get(&[("documentId", &id)]).header(IF_NONE_MATCH, known);
        send(&router, request.body(Body::empty()).expect("is one")).await
    };
    for known in [
        tag.clone(),
        format!("\"x\", {tag}"),
        tag.trim_start_matches("W/").to_owned(),
        "*".to_owned(),
    ] {
        let got = again(&known).await;
        assert_eq!((got.status, &*got.text), (304, ""), "{known}");
        assert_eq!(got.header("etag"), tag);
    }
    epoch.fetch_add(1, Ordering::SeqCst);
    assert_eq!(again(&tag).await.status, 200);
    assert_eq!(counted().await.0, 2);
    let free = get(&router, &[("query", COUNTED)]).await;
    assert_eq!(
        free.header("etag"),
        "",
        "only trusted documents have a place"
    );
}
