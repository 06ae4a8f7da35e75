//! Pages in a real browser: what axe-core, a keyboard, a small screen and the browser's own console have to say about them.

mod console;
mod corners;
mod hands;
mod hostile;
mod joining;
mod offline;
mod passkeys;
mod reading;
mod team;
mod writing;

use std::path::Path;

use serde_json::{Value, json};
use tests::{Browser, Kind, View, World, has_browser};

/// Where axe-core is, once `./test` has fetched it.
fn axe() -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path).expect("axe-core")
}

/// A world with a browser that visits its pages; nothing where there is no browser, or no axe-core.
async fn world_and_browser() -> Option<(World, Browser)> {
    if !has_browser() || std::env::var_os("TEST_WITHOUT_NODE").is_some() {
        return None;
    }
    let world = World::new(Kind::Sqlite).await.expect("a world");
    let browser = Browser::on(&world).await.expect("a browser");
    Some((world, browser?))
}

/// Ends both.
async fn end((world, browser): (World, Browser)) {
    browser.end().await.expect("the end of a browser");
    world.end().await.expect("the end of a world");
}

/// What axe-core finds wrong with the page that is open, as one line for each fault.
async fn faults(browser: &Browser) -> Vec<String> {
    browser
        .runs(&format!("{};return null", axe()), vec![])
        .await;
    let found = browser
        .client()
        .execute_async(
            "const done = arguments[0];
             axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                .then((result) => done(result.violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.html} ${node.failureSummary}`))))
                .catch((error) => done([String(error)]));",
            vec![],
        )
        .await
        .expect("axe-core's findings");
    let found: Vec<String> = serde_json::from_value(found).expect("lines");
    found
}

/// Everything that has to hold of the page that is open, in the view that it is seen in.
async fn is_sound(browser: &Browser, what: &str) {
    let seen = browser
        .runs(
            "const root = document.documentElement;
             return { headings: document.querySelectorAll('h1').length, over: root.scrollWidth - root.clientWidth, title: document.title, lang: root.lang,
                 loose: [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((it) => !it.closest('p, li p, .by, .prose') && it.getClientRects().length && it.getBoundingClientRect().height < 24 && it.tabIndex >= 0 && !it.matches('.skip')).map((it) => it.outerHTML) }",
            vec![],
        )
        .await;
    assert_eq!(
        (&seen["headings"], &seen["over"]),
        (&json!(1), &json!(0)),
        "{what}: {seen}"
    );
    assert_eq!(seen["loose"], json!([]), "{what}: too small to touch");
    assert!(
        seen["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty()),
        "{what}"
    );
    let faults = faults(browser).await;
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

/// The page came from us alone, and the browser had nothing to say about it.
async fn is_ours_alone(browser: &Browser, what: &str) {
    let console = browser.console().await;
    assert!(console.is_empty(), "{what}: {console:#?}");
    let home = browser.address("/");
    for request in browser.requests().await {
        let ours = request.starts_with(home.as_str())
            || request.starts_with("data:")
            || request == "about:blank";
        assert!(ours, "{what}: {request}");
    }
}

/// Looks at a page in every view, and keeps a picture of each.
async fn is_sound_everywhere(browser: &Browser, name: &str, path: &str) {
    browser.goes(path).await;
    is_ours_alone(browser, path).await;
    for view in View::ALL {
        browser.looks(view).await;
        let what = format!("{name}-{}", view.name());
        is_sound(browser, &what).await;
        browser.keeps_picture(&what).await;
    }
    is_ours_alone(browser, path).await;
    browser
        .looks(View {
            width: 320,
            is_dark: false,
        })
        .await;
    let over = browser
        .runs(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
            vec![],
        )
        .await;
    assert_eq!(over, json!(0), "{path} at 320 pixels");
}

/// Presses a key.
async fn presses(browser: &Browser, key: &str, code: u32, text: &str) {
    for kind in ["keyDown", "keyUp"] {
        let mut event =
            json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        if kind == "keyDown" && !text.is_empty() {
            event["text"] = json!(text);
        }
        browser.tells("Input.dispatchKeyEvent", event).await;
    }
}

/// What has the focus after so many presses of the tab key from the top of the page: its text, or its label.
async fn stops(browser: &Browser, count: usize) -> Vec<Value> {
    let mut stops = Vec::with_capacity(count);
    for _ in 0..count {
        presses(browser, "Tab", 9, "").await;
        let stop = browser.runs(
            "const it = document.activeElement, box = it.getBoundingClientRect();
             const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
             return { is_body: it === document.body, href: it.getAttribute('href'), text: it.textContent.trim(), ring: [it, it.closest('.post')].some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none'), covered: on === null || (!it.contains(on) && !on.contains(it)) }",
            vec![],
        ).await;
        stops.push(stop);
    }
    stops
}

/// From the top of a page to its bottom, what has the focus is always seen.
async fn shows_the_focus(browser: &Browser, path: &str) {
    browser.goes(path).await;
    let all = stops(browser, 90).await;
    let end = all.iter().position(|stop| stop["is_body"] == true);
    let end = end.expect("the end of the page");
    assert!(end > 20, "{path}: {end} stops");
    for stop in &all[..end] {
        assert_eq!(
            (&stop["ring"], &stop["covered"]),
            (&json!(true), &json!(false)),
            "{path}: {stop}"
        );
    }
}
