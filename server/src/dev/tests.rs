//! What a browser gets from `serve --dev`: a page that needs nobody else, and every file it names, whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::http::Request;
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;

use super::*;

const SUMS: &str = include_str!("../../assets/graphiql/SHA256SUMS");

async fn get_with(address: &str, encodings: Option<&str>) -> (StatusCode, HeaderMap, Bytes) {
    let mut request = Request::get(address);
    if let Some(encodings) = encodings {
        request = request.header(ACCEPT_ENCODING, encodings);
    }
    let request = request.body(Body::empty()).unwrap();
    let Ok(response) = router().oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 10_000_000).await.unwrap();
    (head.status, head.headers, body)
}

async fn get(address: &str) -> (StatusCode, HeaderMap, Bytes) {
    get_with(address, Some("gzip, deflate, br, zstd")).await
}

/// What `src` and `href` of the page lead to.
fn named_by_the_page() -> Vec<&'static str> {
    let attributes = PAGE.split([' ', '>']).filter_map(|word| {
        word.strip_prefix("src=\"")
            .or_else(|| word.strip_prefix("href=\""))
    });
    attributes.map(|rest| rest.trim_end_matches('"')).collect()
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere_and_has_no_script_of_its_own() {
    for address in ["/graphiql", "/graphiql/"] {
        let (status, headers, body) = get(address).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[CONTENT_TYPE], HTML);
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("//"),
            "{policy}"
        );
        assert_eq!(body, PAGE);
    }
    assert!(!PAGE.contains("://") && !PAGE.contains("style=") && !PAGE.contains("<style"));
    for script in PAGE.split("<script").skip(1) {
        assert!(
            script.starts_with(" src=\"/graphiql/") && script.contains(" defer></script>"),
            "{script}"
        );
    }
    for address in named_by_the_page() {
        assert!(
            address == "data:,"
                || address == "/schema.graphql"
                || address.starts_with("/graphiql/"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn every_file_that_the_page_names_is_served_as_what_it_is() {
    let named: Vec<_> = named_by_the_page()
        .into_iter()
        .filter(|address| address.starts_with("/graphiql/"))
        .collect();
    assert_eq!(named.len(), ASSETS.len(), "{named:?}");
    for address in named {
        let (status, headers, body) = get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        let expected = match address.rsplit_once('.') {
            Some((_, "css")) => CSS,
            Some((_, "js")) => SCRIPT,
            other => panic!("{other:?} is neither style nor script"),
        };
        assert_eq!(headers[CONTENT_TYPE], expected, "{address}");
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff", "{address}");
        assert_eq!(
            headers.contains_key(CONTENT_ENCODING),
            body.starts_with(&[0x1f, 0x8b]),
            "{address}"
        );
    }
}

#[test]
fn every_packed_file_is_whole() {
    let sums: BTreeMap<&str, &str> = SUMS
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect();
    let mut packed = 0;
    for asset in &ASSETS {
        if let Content::Gzip(bytes) = asset.content {
            packed += 1;
            let sum = sums[format!("{}.gz", asset.name).as_str()];
            assert_eq!(hex(&Sha256::digest(bytes)), sum, "{}", asset.name);
        }
    }
    assert_eq!(packed, sums.len(), "each sum is of a file that is served");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[tokio::test]
async fn who_cannot_unpack_gzip_is_told_so() {
    let packed = "/graphiql/graphiql.js";
    for takes in [
        None,
        Some("gzip"),
        Some("br, GZIP;q=0.5"),
        Some("x-gzip"),
        Some("identity;q=0.1, *"),
    ] {
        let (status, headers, _) = get_with(packed, takes).await;
        assert_eq!(status, StatusCode::OK, "{takes:?}");
        assert_eq!(headers[CONTENT_ENCODING], "gzip");
        assert_eq!(headers[VARY], "accept-encoding");
    }
    for refuses in ["", "identity", "br", "gzip;q=0", "*, gzip; q=0.0", "*;q=0"] {
        let (status, headers, _) = get_with(packed, Some(refuses)).await;
        assert_eq!(status, StatusCode::NOT_ACCEPTABLE, "{refuses:?}");
        assert!(!headers.contains_key(CONTENT_ENCODING), "{refuses:?}");
    }
    let (status, ..) = get_with("/graphiql/start.js", Some("identity")).await;
    assert_eq!(status, StatusCode::OK, "what is not packed goes to anybody");
}

#[tokio::test]
async fn other_names_lead_nowhere() {
    for address in [
        "/graphiql/page.html",
        "/graphiql/graphiql.js.gz",
        "/graphiql/renew",
        "/graphiql/..%2Frenew",
        "/graphiql/a/b",
        "/",
    ] {
        let (status, ..) = get(address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[test]
fn the_script_of_the_page_asks_this_server_only() {
    let Some(Content::Plain(script)) = ASSETS
        .iter()
        .find(|asset| asset.name == "start.js")
        .map(|asset| &asset.content)
    else {
        panic!("start.js is there as it is");
    };
    assert!(script.contains("fetch(\"/graphql\"") && script.contains("\"/graphql/ws\""));
    assert!(!script.contains("://") && !script.contains("localStorage"));
}
