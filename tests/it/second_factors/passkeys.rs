//! Passkeys, with an authenticator of another make: it answers what it was asked, once, to the site that asked.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{RENEW_CODES, World, stories};
use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::prelude::Url;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

use super::{OWN, does, is_moderator, moderator, passphrase_of, sets_up};

const START: &str = "mutation($input: StartSecondFactorInput!) { startPasskey(input: $input) {
    __typename ... on PasskeyAsked { options } ... on UserError { message } ... on NotAllowedError { reason } } }";
const FINISH: &str = "mutation($input: FinishPasskeyInput!) { finishPasskey(input: $input) {
    __typename ... on SecondFactorSetUp { session { token } recoveryCodes } ... on UserError { message }
    ... on SecondFactorRefusedError { problem } ... on InvalidInputError { field } } }";
const ASK: &str = "mutation($input: AskForPasskeyInput!) { askForPasskey(input: $input) {
    __typename ... on PasskeyAsked { options } ... on UserError { message }
    ... on SecondFactorRefusedError { problem } } }";
const PROVE: &str = "mutation($input: ProvePasskeyInput!) { provePasskey(input: $input) {
    __typename ... on SignedIn { token } ... on UserError { message }
    ... on SecondFactorRefusedError { problem } } }";
const REMOVE: &str = "mutation($input: RemovePasskeyInput!) { removePasskey(input: $input) {
    __typename ... on SecondFactorRemoved { secondFactors { passkeys { id } } } ... on UserError { message }
    ... on SecondFactorRefusedError { problem } ... on NotAllowedError { reason } } }";

const REMOVE_TOTP: &str = "mutation($input: RemoveTotpInput!) { removeTotp(input: $input) {
    __typename ... on SecondFactorRemoved { secondFactors { totpSince } } ... on UserError { message }
    ... on SecondFactorRefusedError { problem } ... on NotAllowedError { reason } } }";

const HERE: &str = "http://localhost:8090";

fn site(origin: &str) -> Url {
    Url::parse(origin).expect("an address")
}

/// What a browser hands to its authenticator.
fn options<T: serde::de::DeserializeOwned>(asked: &Value) -> T {
    let options = asked["options"].as_str().expect("options");
    let options: Value = serde_json::from_str(options).expect("JSON");
    serde_json::from_value(json!({ "publicKey": options })).expect("options of WebAuthn")
}

/// A device that its owner unlocked.
fn device() -> SoftPasskey {
    SoftPasskey::new(true)
}

/// Makes a passkey in a session, and gives what came of it.
async fn makes(world: &World, token: &str, device: &mut SoftPasskey) -> Value {
    let asked = does(world, token, START, json!({})).await;
    let made = device
        .do_registration(site(HERE), options(&asked))
        .expect("a passkey");
    let credential = serde_json::to_string(&made).expect("JSON");
    let input = json!({ "credential": credential, "name": "Mi portátil" });
    does(world, token, FINISH, input).await
}

/// What a device answers in a session, as a browser gives it.
async fn answer(world: &World, token: &str, device: &mut SoftPasskey) -> Value {
    let asked = does(world, token, ASK, json!({})).await;
    let answer = device
        .do_authentication(site(HERE), options(&asked))
        .expect("an answer");
    json!({ "credential": serde_json::to_string(&answer).expect("JSON") })
}

stories! {
    async fn a_passkey_signs_in_its_owner(world) {
        moderator(world).await;
        let mut device = device();
        let token = passphrase_of(world, "ann").await;
        let done = makes(world, &token, &mut device).await;
        assert_eq!(done["recoveryCodes"].as_array().map(Vec::len), Some(8), "{done}");
        let first = done["session"]["token"].as_str().expect("a token");
        assert!(is_moderator(world, first).await);
        let own = world.send(Some(first), OWN, json!({})).await;
        assert_eq!(own.data()["viewer"]["secondFactors"]["passkeys"][0]["name"], "Mi portátil");

        for _ in 0..2 {
            let token = passphrase_of(world, "ann").await;
            let answer = answer(world, &token, &mut device).await;
            let proven = does(world, &token, PROVE, answer).await;
            assert!(is_moderator(world, proven["token"].as_str().expect("a token")).await);
        }
    }

    async fn an_answer_counts_once_in_one_session_and_for_five_minutes(world) {
        moderator(world).await;
        let mut device = device();
        let token = passphrase_of(world, "ann").await;
        makes(world, &token, &mut device).await;
        let (one, other) = (passphrase_of(world, "ann").await, passphrase_of(world, "ann").await);
        let of_one = answer(world, &one, &mut device).await;
        answer(world, &other, &mut device).await;
        let swapped = does(world, &other, PROVE, of_one.clone()).await;
        assert_eq!(swapped["problem"], "WRONG", "{swapped}");
        let proven = does(world, &one, PROVE, of_one.clone()).await;
        assert_eq!(proven["__typename"], "SignedIn");
        let again = does(world, proven["token"].as_str().expect("a token"), PROVE, of_one).await;
        assert_eq!(again, swapped, "one answer for all that is wrong");
        let late = passphrase_of(world, "ann").await;
        let answer = answer(world, &late, &mut device).await;
        world.passes(TimeDelta::minutes(5));
        assert_eq!(does(world, &late, PROVE, answer).await, swapped);
        let rubbish = json!({ "credential": "{}" });
        assert_eq!(does(world, &late, PROVE, rubbish).await, swapped);
        assert!(world.database().holds("second-factor.refused").await.expect("a look"));
    }

    async fn what_was_signed_for_another_site_is_not_believed(world) {
        moderator(world).await;
        let mut device = device();
        let token = passphrase_of(world, "ann").await;
        makes(world, &token, &mut device).await;
        let token = passphrase_of(world, "ann").await;
        let asked = does(world, &token, ASK, json!({})).await;
        let answer = device.do_authentication(site(HERE), options(&asked)).expect("an answer");
        let mut answer = serde_json::to_value(answer).expect("JSON");
        let elsewhere = r#"{"type":"webauthn.get","challenge":"AAAA","origin":"https://a1tavoz.example"}"#;
        answer["response"]["clientDataJSON"] = json!(base64(elsewhere.as_bytes()));
        let proven = does(world, &token, PROVE, json!({ "credential": answer.to_string() })).await;
        assert_eq!(proven["problem"], "WRONG", "{proven}");
    }

    async fn a_passkey_of_somebody_else_opens_nothing(world) {
        moderator(world).await;
        world.account("ada", &[domain::Role::Administrator], None, None).await;
        let (mut of_ann, mut of_ada) = (device(), device());
        for (login, device) in [("ann", &mut of_ann), ("ada", &mut of_ada)] {
            let token = passphrase_of(world, login).await;
            makes(world, &token, device).await;
        }
        let (ann, ada) = (passphrase_of(world, "ann").await, passphrase_of(world, "ada").await);
        answer(world, &ann, &mut of_ann).await;
        let foreign = answer(world, &ada, &mut of_ada).await;
        assert_eq!(does(world, &ann, PROVE, foreign).await["problem"], "WRONG");
    }

    async fn an_app_that_was_lost_is_taken_away_when_there_is_a_passkey(world) {
        moderator(world).await;
        let (_, codes) = sets_up(world, "ann").await;
        let token = passphrase_of(world, "ann").await;
        let proven = does(world, &token, tests::USE_RECOVERY_CODE, json!({ "code": codes[0] })).await;
        let token = proven["token"].as_str().expect("a token").to_owned();
        assert_eq!(does(world, &token, REMOVE_TOTP, json!({})).await["problem"], "LAST_ONE");
        let made = makes(world, &token, &mut device()).await;
        let token = made["session"]["token"].as_str().expect("a token").to_owned();
        let removed = does(world, &token, REMOVE_TOTP, json!({})).await;
        assert_eq!(removed["secondFactors"]["totpSince"], Value::Null, "{removed}");
        assert_eq!(does(world, &token, REMOVE_TOTP, json!({})).await["__typename"], "NotFoundError");
    }

    async fn the_last_second_factor_stays(world) {
        moderator(world).await;
        let mut device = device();
        let token = passphrase_of(world, "ann").await;
        let done = makes(world, &token, &mut device).await;
        let token = done["session"]["token"].as_str().expect("a token").to_owned();
        let own = world.send(Some(&token), OWN, json!({})).await;
        let passkey = own.data()["viewer"]["secondFactors"]["passkeys"][0]["id"].clone();
        let removed = does(world, &token, REMOVE, json!({ "passkey": passkey })).await;
        assert_eq!(removed["problem"], "LAST_ONE", "{removed}");
        let other = makes(world, &token, &mut self::device()).await;
        assert_eq!(other["recoveryCodes"], json!([]), "codes come with the first one only: {other}");
        let token = other["session"]["token"].as_str().expect("a token").to_owned();
        let removed = does(world, &token, REMOVE, json!({ "passkey": passkey })).await;
        assert_eq!(removed["secondFactors"]["passkeys"].as_array().map(Vec::len), Some(1), "{removed}");
        let again = does(world, &token, REMOVE, json!({ "passkey": passkey })).await;
        assert_eq!(again["__typename"], "NotFoundError");
        world.account("ada", &[domain::Role::Administrator], None, None).await;
        sets_up(world, "ada").await;
        world.passes(TimeDelta::minutes(10));
        assert_eq!(does(world, &token, REMOVE, json!({ "passkey": passkey })).await["reason"], "PROVE_AGAIN");
        assert_eq!(does(world, &token, RENEW_CODES, json!({})).await["reason"], "PROVE_AGAIN");
    }
}

/// As browsers write bytes into JSON (RFC 4648, section 5, without padding).
fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
