//! A passkey in a real browser, with a device that the browser plays: it is made, and proven from then on with one press.

use domain::Role;
use serde_json::json;
use tests::{Browser, World};

use super::hands::{is_sound_here, presses_on, signs_in, text_of, types, until};
use super::{end, is_ours_alone, world_and_browser};

/// Gives the browser a device that says yes, or one that says no.
async fn has_device(browser: &Browser, is_unlocked: bool) -> String {
    browser.tells("WebAuthn.enable", json!({})).await;
    let options = json!({ "options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": is_unlocked, "automaticPresenceSimulation": true,
    } });
    let device = browser
        .tells("WebAuthn.addVirtualAuthenticator", options)
        .await;
    device["authenticatorId"]
        .as_str()
        .expect("a device")
        .to_owned()
}

/// Whether the owner of the device unlocks it.
async fn is_unlocked(browser: &Browser, device: &str, is_unlocked: bool) {
    let params = json!({ "authenticatorId": device, "isUserVerified": is_unlocked });
    browser.tells("WebAuthn.setUserVerified", params).await;
}

#[tokio::test]
async fn a_device_makes_a_passkey_and_signs_its_owner_in_with_one_press() {
    let Some(mut both) = world_and_browser().await else {
        return;
    };
    both.1.is_called_by_name();
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let cleared = Some(World::certificate());
    world
        .account("ann", &[Role::Moderator], None, cleared)
        .await;
    let device = has_device(browser, false).await;
    signs_in(browser, "ann").await;
    presses_on(browser, "form[action='/entrar/llave'] button").await;
    is_sound_here(browser, "key-make").await;
    types(browser, "#name", "Mi portátil").await;
    // Nobody unlocks it: what to do stands there, and the name is still typed.
    browser
        .runs(
            "document.querySelector('[data-options] button').click()",
            vec![],
        )
        .await;
    until(
        browser,
        "document.querySelector('[data-says]').textContent.includes('Prueba otra vez')",
    )
    .await;
    is_sound_here(browser, "key-refused").await;
    is_unlocked(browser, &device, true).await;
    presses_on(browser, "[data-options] button").await;
    assert_eq!(text_of(browser, "h1").await, "Apunta estos códigos");
    is_ours_alone(browser, "making a passkey").await;
    browser.goes("/cuenta").await;
    assert!(text_of(browser, "main").await.contains("Mi portátil"));
    presses_on(browser, "form[action='/salir'] button").await;
    // What was cleared on the way out is told there.
    browser.console().await;
    signs_in(browser, "ann").await;
    is_sound_here(browser, "second-step-key").await;
    // The page asks the device by itself, and goes on.
    browser
        .runs(
            "document.querySelector(\"form[action='/entrar/segundo-paso/llave'] button\").click()",
            vec![],
        )
        .await;
    let queue = fantoccini::Locator::Css("a[href='/equipo/cola'][aria-current]");
    browser
        .client()
        .wait()
        .for_element(queue)
        .await
        .expect("what waits");
    is_ours_alone(browser, "proving a passkey").await;
    end(both).await;
}
