//! What people do with a page that is open in a browser.

use serde_json::json;
use tests::{Browser, PASSPHRASE};

use super::is_sound;

/// Waits until a condition of the page holds, which is looked at again whenever the page changes.
pub(super) async fn until(browser: &Browser, condition: &str) {
    let script = format!(
        "const done = arguments[0], holds = () => {condition};
         if (holds()) return done(true);
         const watching = new MutationObserver(() => {{ if (holds()) {{ watching.disconnect(); done(true); }} }});
         watching.observe(document, {{ subtree: true, childList: true, characterData: true, attributes: true }});"
    );
    let held = browser.client().execute_async(&script, vec![]).await;
    held.unwrap_or_else(|error| panic!("{condition}: {error}"));
}

/// Puts the focus on a field and types into it, at its end.
pub(super) async fn types(browser: &Browser, field: &str, text: &str) {
    let found = format!(
        "const it = document.querySelector('{field}'); it.focus(); it.setSelectionRange?.(it.value.length, it.value.length); return it === document.activeElement"
    );
    assert_eq!(browser.runs(&found, vec![]).await, json!(true), "{field}");
    browser
        .tells("Input.insertText", json!({ "text": text }))
        .await;
}

/// Presses what a selector finds, and waits for the page that comes of it.
pub(super) async fn presses_on(browser: &Browser, selector: &str) {
    let pressed = format!(
        "document.documentElement.dataset.before = 'yes'; const it = document.querySelector(\"{selector}\"); it.click(); return it !== null"
    );
    assert_eq!(browser.runs(&pressed, vec![]).await, json!(true));
    let waiting = browser.client().wait();
    let page = fantoccini::Locator::Css("html:not([data-before]) main");
    waiting.for_element(page).await.expect("another page");
    browser.stands().await;
}

/// Signs in by the form.
pub(super) async fn signs_in(browser: &Browser, login: &str) {
    browser.goes("/entrar").await;
    types(browser, "#login", login).await;
    types(browser, "#passphrase", PASSPHRASE).await;
    presses_on(browser, "main form button").await;
}

pub(super) async fn text_of(browser: &Browser, selector: &str) -> String {
    let script = format!("return document.querySelector(\"{selector}\").textContent");
    let text = browser.runs(&script, vec![]).await;
    text.as_str().unwrap_or_default().to_owned()
}

/// The page that is open has no fault, in the view it is in.
pub(super) async fn is_sound_here(browser: &Browser, what: &str) {
    is_sound(browser, what).await;
    browser.keeps_picture(what).await;
}

/// Gives the browser somebody's session.
pub(super) async fn has_session(browser: &Browser, token: &str) {
    browser.goes("/como-leemos").await;
    let cookie = json!({ "name": "altavoz", "value": token, "url": browser.address("/").as_str(), "httpOnly": true });
    browser.tells("Network.setCookie", cookie).await;
}
