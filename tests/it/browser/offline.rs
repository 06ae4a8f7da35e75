//! The connection is lost: whoever came in before gets a page that says so in their language, with the numbers to call.

use serde_json::json;

use super::hands::{is_sound_here, signs_in, text_of};
use super::{end, world_and_browser};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_connection_is_lost_the_numbers_to_call_are_there() {
    let Some(mut both) = world_and_browser().await else {
        return;
    };
    let faro = both.0.group("Faro").await;
    both.0.correspondent("mia", &faro).await;
    let browser = &both.1;
    signs_in(browser, "mia").await;
    browser.goes("/mesa/nueva").await;
    let ready = browser
        .client()
        .execute_async(
            "const done = arguments[0]; navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ? done(true) : navigator.serviceWorker.addEventListener('controllerchange', () => done(true)))",
            vec![],
        )
        .await;
    assert_eq!(ready.expect("what helps then"), json!(true));
    // Nothing of hers is kept.
    let kept = browser
        .client()
        .execute_async(
            "const done = arguments[0]; caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname)))).then((all) => done(all.flat().sort()))",
            vec![],
        )
        .await
        .expect("what is kept");
    let pages = ["/ca", "/en", "/eu", "/gl"].map(|prefix| format!("{prefix}/sin-conexion"));
    let mut expected: Vec<String> = pages.to_vec();
    expected.extend(
        [
            "/icons.svg",
            "/pt/sin-conexion",
            "/sin-conexion",
            "/style.css",
        ]
        .map(String::from),
    );
    assert_eq!(kept, json!(expected));
    both.1.loses_the_server().await;
    let browser = &both.1;
    for (path, said, name) in [
        ("/mesa", "No hay conexión", "offline"),
        ("/en/p/algo", "No connection", "offline-en"),
    ] {
        browser.goes(path).await;
        assert_eq!(text_of(browser, "h1").await, said);
        assert!(
            text_of(browser, "main").await.contains("116111")
                || text_of(browser, "main").await.contains("116 111"),
            "{}",
            text_of(browser, "main").await
        );
        is_sound_here(browser, name).await;
    }
    end(both).await;
}
