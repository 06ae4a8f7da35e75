//! Passkeys by the pages, with an authenticator of another make: a device makes one, proves it, and whoever has none is told another way.

use axum::http::StatusCode;
use domain::Role;
use serde_json::{Value, json};
use tests::{PASSPHRASE, Visitor, World, stories};
use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::prelude::Url;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

const MADE: &str = "/entrar/llave/hecha";
const PROVEN: &str = "/entrar/segundo-paso/llave/prueba";

/// The site that the device is asked by.
fn site() -> Url {
    Url::parse("http://localhost:8090").expect("an address")
}

/// What the page asks the device for.
fn asked<T: serde::de::DeserializeOwned>(page: &Visitor<'_>) -> T {
    let options = page.attributes("[data-options]", "data-options").concat();
    let options: Value = serde_json::from_str(&options).expect("JSON");
    serde_json::from_value(json!({ "publicKey": options })).expect("options of WebAuthn")
}

/// Signs in by the passphrase.
async fn comes(page: &mut Visitor<'_>) {
    page.goes("/entrar").await;
    page.sends("/entrar", &[("login", "ann"), ("passphrase", PASSPHRASE)])
        .await;
    assert_eq!(page.at(), "/entrar/segundo-paso");
}

/// Makes a passkey from the page that is open, which offers that.
async fn makes(page: &mut Visitor<'_>, device: &mut SoftPasskey) {
    page.sends("/entrar/llave", &[]).await;
    let made = device
        .do_registration(site(), asked(page))
        .expect("a passkey");
    let credential = serde_json::to_string(&made).expect("JSON");
    page.sends(
        MADE,
        &[("credential", &credential), ("name", "Mi portátil")],
    )
    .await;
}

/// A moderator with a passkey and nothing else, signed in, and eight codes written down.
async fn with_key<'w>(world: &'w World, device: &mut SoftPasskey) -> Visitor<'w> {
    let certificate = Some(World::certificate());
    world
        .account("ann", &[Role::Moderator], None, certificate)
        .await;
    let mut page = Visitor::new(world);
    comes(&mut page).await;
    makes(&mut page, device).await;
    let codes = page.text_of(".codes").expect("codes");
    assert_eq!(codes.split_whitespace().count(), 8, "{codes}");
    page
}

stories! {
    async fn a_device_makes_a_passkey_and_proves_it_from_then_on(world) {
        let mut device = SoftPasskey::new(true);
        let mut page = with_key(world, &mut device).await;
        page.goes("/cuenta").await;
        assert!(page.reads().contains("Mi portátil"), "{}", page.reads());
        let mut again = Visitor::new(world);
        again.goes("/entrar?a=%2Ftemas").await;
        again.sends("/entrar", &[("login", "ann"), ("passphrase", PASSPHRASE)]).await;
        assert!(again.attributes("input[autocomplete=one-time-code]", "name").is_empty(), "there is no app");
        again.sends("/entrar/segundo-paso/llave", &[]).await;
        assert_eq!(again.attributes("[data-now]", "action"), [PROVEN], "the device is asked at once");
        let answer = device.do_authentication(site(), asked(&again)).expect("an answer");
        let answer = serde_json::to_string(&answer).expect("JSON");
        again.sends(PROVEN, &[("credential", &answer)]).await;
        assert_eq!((again.at(), again.page().status), ("/temas", StatusCode::OK), "{}", again.reads());
    }

    async fn who_has_one_way_adds_another_in_the_own_account(world) {
        let mut device = SoftPasskey::new(true);
        let mut page = with_key(world, &mut device).await;
        let mut other = SoftPasskey::new(true);
        page.goes("/cuenta").await;
        makes(&mut page, &mut other).await;
        assert_eq!((page.at(), page.page().status), ("/cuenta", StatusCode::OK), "{}", page.reads());
        assert_eq!(page.attributes("input[name=passkey]", "value").len(), 2, "{}", page.reads());
        page.sends("/entrar/aplicacion", &[]).await;
        let secret = page.attributes("input[name=secret]", "value").concat();
        let code = app::second_factors::code_of(&secret, world.now()).expect("a code");
        page.sends("/entrar/aplicacion/codigo", &[("code", &code)]).await;
        assert_eq!(page.at(), "/cuenta", "{}", page.reads());
        assert!(page.reads().contains("Aplicación de códigos"), "{}", page.reads());
        assert!(page.attributes("form[action='/entrar/aplicacion']", "method").is_empty(), "one is enough");
    }

    async fn what_no_device_answered_is_told_with_another_way(world) {
        let mut device = SoftPasskey::new(true);
        with_key(world, &mut device).await;
        let mut page = Visitor::new(world);
        comes(&mut page).await;
        page.sends("/entrar/segundo-paso/llave", &[]).await;
        let was_asked = page.clone();
        page.sends(PROVEN, &[]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.reads().contains("Este navegador no ha podido pedir la llave."), "{}", page.reads());
        assert_eq!(page.attributes("main p a", "href"), ["/entrar/segundo-paso"]);
        let mut page = was_asked;
        page.sends(PROVEN, &[("credential", "{}")]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.reads());
        page.sends("/entrar/segundo-paso/llave", &[]).await;
        assert_eq!(page.attributes("[data-options]", "action"), [PROVEN], "it is asked anew");
    }

    async fn a_proof_that_is_long_ago_is_asked_for_again_and_leads_on(world) {
        let mut device = SoftPasskey::new(true);
        let mut page = with_key(world, &mut device).await;
        world.passes(chrono::TimeDelta::minutes(11));
        page.goes("/cuenta").await;
        page.sends("/entrar/llave", &[]).await;
        assert_eq!(page.page().status, StatusCode::FORBIDDEN, "{}", page.reads());
        assert_eq!(page.attributes("#problem a", "href"), ["/entrar/segundo-paso?otra=1"]);
        page.goes("/entrar/segundo-paso?otra=1&a=%2Fcuenta").await;
        page.sends("/entrar/segundo-paso/llave", &[]).await;
        assert_eq!(page.attributes("main p a", "href"), ["/entrar/segundo-paso?a=%2Fcuenta&otra=1"]);
        let answer = device.do_authentication(site(), asked(&page)).expect("an answer");
        let answer = serde_json::to_string(&answer).expect("JSON");
        page.sends(PROVEN, &[("credential", &answer)]).await;
        assert_eq!(page.at(), "/cuenta", "{}", page.reads());
        makes(&mut page, &mut SoftPasskey::new(true)).await;
        assert_eq!(page.at(), "/cuenta", "{}", page.reads());
    }
}
