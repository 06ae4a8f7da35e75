//! What a browser gets where there is no API: words in the language of the address, headers that keep everything else out, and the way to help.

use std::sync::atomic::{AtomicUsize, Ordering};

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

/// An API that counts what it is asked to change.
fn counting(changed: &Arc<AtomicUsize>) -> Execute {
    let changed = Arc::clone(changed);
    Arc::new(move |operation: Operation| {
        if operation.query.contains("\nmutation ") {
            changed.fetch_add(1, Ordering::Relaxed);
        }
        Box::pin(async {
            Executed {
                json: b"{}".to_vec(),
                cookie: None,
            }
        })
    })
}

fn all() -> Router {
    on(&nobody())
}

fn on(execute: &Execute) -> Router {
    in_colour(execute, None)
}

fn in_colour(execute: &Execute, colour: Option<Colour>) -> Router {
    let settings = Settings {
        colour,
        ..settings()
    };
    router(execute, settings).expect("words")
}

fn in_languages(codes: &[&str]) -> Router {
    let languages = Languages::of_codes(codes.iter().copied()).expect("languages");
    let settings = Settings {
        languages,
        ..settings()
    };
    router(&nobody(), settings).expect("words")
}

fn settings() -> Settings {
    Settings {
        name: "Altavoz".to_owned(),
        origin: "https://altavoz.example".to_owned(),
        is_https: true,
        zone: chrono_tz::Europe::Madrid,
        languages: Languages::default(),
        colour: None,
    }
}

async fn get(address: &str) -> (StatusCode, HeaderMap, String) {
    get_of(all(), address).await
}

async fn get_of(router: Router, address: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let Ok(response) = router.oneshot(request).await;
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
async fn a_centre_offers_the_languages_that_it_chose_and_no_other() {
    let portugal = in_languages(&["pt", "es"]);
    for (address, tag) in [("/como-leemos", "pt-PT"), ("/es/como-leemos", "es")] {
        let (_, headers, html) = get_of(portugal.clone(), address).await;
        assert_eq!(header(&headers, &CONTENT_LANGUAGE), tag, "{address}");
        let links = html.matches("rel=\"alternate\" hreflang").count();
        assert_eq!(links, 2, "{html}");
        assert!(!html.contains("href=\"/ca"), "{html}");
    }
    for address in ["/pt/como-leemos", "/ca/como-leemos", "/en"] {
        let (status, headers, _) = get_of(portugal.clone(), address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(header(&headers, &CONTENT_LANGUAGE), "pt-PT", "{address}");
    }
    let (_, _, html) = get_of(in_languages(&["gl"]), "/como-leemos").await;
    assert!(
        !html.contains("class=\"links langs\""),
        "one language is not to be chosen: {html}"
    );
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
        (style::Sheet::new(None).address, "text/css; charset=utf-8"),
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
async fn a_centre_has_its_own_colour_in_the_one_style_sheet_that_its_pages_name() {
    let plum = || in_colour(&nobody(), Some("#7A1F5C".parse().unwrap()));
    let (_, _, page) = get_of(plum(), "/nada").await;
    let (_, rest) = page.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (address, _) = rest.split_once('"').unwrap();
    assert_ne!(address, style::Sheet::new(None).address);
    let (_, headers, sheet) = get_of(plum(), address).await;
    assert!(header(&headers, &CACHE_CONTROL).contains("immutable"));
    let (_, own) = sheet.rsplit_once("--hero:").unwrap();
    assert!(own.starts_with("#7A1F5C"), "{own}");
    // The sheet of another centre, or of an older version, is not kept.
    let (_, headers, _) = get(address).await;
    assert!(!header(&headers, &CACHE_CONTROL).contains("immutable"));
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

/// What is answered to a form, and whether it changed anything.
async fn sent(address: &str, headers: &[(&str, &str)], body: &str) -> (StatusCode, String, bool) {
    let changed = Arc::new(AtomicUsize::new(0));
    let mut request = Request::post(address)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "altavoz.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let Ok(response) = on(&counting(&changed)).oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    let html = String::from_utf8(body.to_vec()).unwrap();
    (head.status, html, changed.load(Ordering::Relaxed) > 0)
}

#[tokio::test]
async fn a_form_of_another_page_changes_nothing_and_is_not_even_shown_again() {
    let token = "0123456789abcdef0123456789abcdef";
    let cookie = format!("__Host-altavoz-form={token}");
    let body = format!("login=mia&passphrase=x&token={token}");
    let ours = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let (_, _, changed) = sent("/entrar", &ours, &body).await;
    assert!(changed, "our own form gets through");
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "https://altavoz.example.evil.example"),
    ] {
        let headers = [("cookie", cookie.as_str()), foreign];
        let (status, html, changed) = sent("/entrar", &headers, &body).await;
        assert_eq!(
            (status, changed),
            (StatusCode::FORBIDDEN, false),
            "{foreign:?}"
        );
        assert!(!html.contains("mia"), "{foreign:?}: {html}");
    }
}

#[tokio::test]
async fn a_form_without_its_browsers_token_comes_back_with_what_was_typed_and_changes_nothing() {
    let token = "0123456789abcdef0123456789abcdef";
    for (cookie, given) in [
        (format!("__Host-altavoz-form={token}"), "other"),
        (format!("__Host-altavoz-form={token}"), ""),
        (format!("altavoz-form={token}"), token),
        ("a=b".to_owned(), token),
        ("__Host-altavoz-form=".to_owned(), ""),
    ] {
        for (address, body, typed) in [
            ("/entrar", "login=mia&passphrase=secreta", "value=\"mia\""),
            (
                "/mesa/nueva",
                "title=Lo+de+ayer&body=Uno%0D%0Ados",
                "\nUno\ndos</textarea>",
            ),
            (
                "/en/mesa/abc",
                "title=Lo+de+ayer&body=Uno",
                "value=\"Lo de ayer\"",
            ),
            ("/setup", "code=abc&login=nora", "value=\"nora\""),
        ] {
            let body = format!("{body}&token={given}");
            let headers = [
                ("cookie", cookie.as_str()),
                ("sec-fetch-site", "same-origin"),
            ];
            let (status, html, changed) = sent(address, &headers, &body).await;
            assert_eq!(
                (status, changed),
                (StatusCode::FORBIDDEN, false),
                "{address} {cookie} {given}"
            );
            assert!(
                html.contains(typed) && !html.contains("secreta"),
                "{address}: {html}"
            );
            assert!(html.contains("role=\"alert\""), "{html}");
        }
    }
}
