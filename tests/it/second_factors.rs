//! Second factors: adults who work for the panel are nobody until they proved one. Every proof counts once, in one
//! session, for a while.

use app::people::Group;
use app::second_factors::{code_of, reset_second_factors};
use chrono::TimeDelta;
use domain::account::Role;
use domain::text::Login;
use serde_json::{Value, json};
use tests::{
    CLAIM_NEXT, FINISH_TOTP, PROVE_TOTP, Person, RENEW_CODES, SIGN_IN, START_TOTP,
    USE_RECOVERY_CODE, World, stories,
};

mod passkeys;

const ASKED: &str = "{ secondFactorAsked { mustSetUp methods } viewer { account { penName } } }";
const OWN: &str =
    "{ viewer { secondFactors { totpSince recoveryCodesLeft passkeys { id name } } } }";

/// Whoever knows the passphrase, and nothing else yet.
async fn passphrase_of(world: &World, login: &str) -> String {
    let input = json!({ "login": login, "passphrase": "la casa azul del puerto" });
    let signed = world.reader().does(SIGN_IN, input).await;
    signed["token"].as_str().expect("a session").to_owned()
}

/// Does something in a session, and gives what came of it.
async fn does(world: &World, token: &str, query: &str, input: Value) -> Value {
    let answered = world
        .send(Some(token), query, json!({ "input": input }))
        .await;
    let data = answered.data().as_object().expect("data");
    data.values().next().cloned().expect("a payload")
}

/// What proving with a code came to.
async fn proves(world: &World, login: &str, code: &str) -> Value {
    let token = passphrase_of(world, login).await;
    does(world, &token, PROVE_TOTP, json!({ "code": code })).await
}

/// Sets an authenticator app up, and gives its secret with the recovery codes.
async fn sets_up(world: &World, login: &str) -> (String, Vec<String>) {
    let token = passphrase_of(world, login).await;
    let started = does(world, &token, START_TOTP, json!({})).await;
    let secret = started["secret"].as_str().expect("a secret").to_owned();
    let code = shown(world, &secret);
    let done = does(world, &token, FINISH_TOTP, json!({ "code": code })).await;
    let codes = serde_json::from_value(done["recoveryCodes"].clone()).expect("recovery codes");
    (secret, codes)
}

/// What the app shows now.
fn shown(world: &World, secret: &str) -> String {
    code_of(secret, world.now()).expect("a code")
}

async fn moderator(world: &World) {
    let clearance = Some(World::certificate());
    world
        .account("ann", &[Role::Moderator], None, clearance)
        .await;
}

async fn is_moderator(world: &World, token: &str) -> bool {
    let claimed = does(world, token, CLAIM_NEXT, json!({})).await;
    let is_moderator = claimed["__typename"] == "QueueEmpty";
    assert!(
        is_moderator || claimed["__typename"] == "NotAllowedError",
        "{claimed}"
    );
    is_moderator
}

async fn mia<'w>(world: &'w World, group: &Group) -> Person<'w> {
    world.correspondent("mia", group).await
}

stories! {
    async fn who_works_for_the_panel_is_nobody_until_a_second_factor_is_proven(world) {
        moderator(world).await;
        let token = passphrase_of(world, "ann").await;
        let seen = world.send(Some(&token), ASKED, json!({})).await;
        assert_eq!(seen.data()["viewer"], Value::Null);
        assert_eq!(seen.data()["secondFactorAsked"],
            json!({ "mustSetUp": true, "methods": [] }));
        let claimed = does(world, &token, CLAIM_NEXT, json!({})).await;
        assert_eq!(claimed["__typename"], "NotAllowedError", "{claimed}");
        let started = does(world, &token, START_TOTP, json!({})).await;
        let secret = started["secret"].as_str().expect("a secret").to_owned();
        let uri = started["uri"].as_str().expect("a link");
        assert!(uri.starts_with("otpauth://totp/Altavoz:ann?secret=") && uri.contains(&secret), "{uri}");
        let wrong = does(world, &token, FINISH_TOTP, json!({ "code": "000000" })).await;
        assert_eq!(wrong["problem"], "WRONG", "{wrong}");
        let shown = shown(world, &secret);
        let (half, rest) = shown.split_at(3);
        let code = format!(" {half}-{rest} ");
        let done = does(world, &token, FINISH_TOTP, json!({ "code": code })).await;
        assert_eq!(done["__typename"], "SecondFactorSetUp", "a code that was typed wrong is typed again: {done}");
        assert!(is_moderator(world, done["session"]["token"].as_str().expect("a token")).await);
        assert!(!is_moderator(world, &token).await, "the session before is over");

        let token = passphrase_of(world, "ann").await;
        let seen = world.send(Some(&token), ASKED, json!({})).await;
        assert_eq!(seen.data()["secondFactorAsked"],
            json!({ "mustSetUp": false, "methods": ["TOTP", "RECOVERY_CODE"] }));
        assert!(!is_moderator(world, &token).await);
        let other = does(world, &token, START_TOTP, json!({})).await;
        assert_eq!(other["reason"], "SECOND_FACTOR", "whoever has only the passphrase sets up nothing of their own");
        for secret in [secret.as_str(), done["recoveryCodes"][0].as_str().expect("a code")] {
            assert!(!world.database().holds(secret).await.expect("a look"));
            assert!(!world.database().holds(&secret.replace('-', "")).await.expect("a look"));
        }
    }

    async fn a_code_of_an_app_counts_once_and_not_for_long(world) {
        moderator(world).await;
        let (secret, _) = sets_up(world, "ann").await;
        let first = shown(world, &secret);
        let again = proves(world, "ann", &first).await;
        assert_eq!(again["problem"], "WRONG", "the code that set it up is used: {again}");
        world.passes(TimeDelta::seconds(31));
        let second = shown(world, &secret);
        let proven = proves(world, "ann", &second).await;
        assert!(is_moderator(world, proven["token"].as_str().expect("a token")).await);
        assert_eq!(proves(world, "ann", &second).await, again, "one answer for all that is wrong");
        world.passes(TimeDelta::seconds(31));
        let third = shown(world, &secret);
        world.passes(TimeDelta::minutes(2));
        assert_eq!(proves(world, "ann", &third).await, again);
        assert_eq!(proves(world, "ann", "").await, again);
        assert_eq!(proves(world, "ann", &"9".repeat(5_000)).await, again);
        assert!(world.database().holds("second-factor.refused").await.expect("a look"));
    }

    async fn one_code_that_two_send_at_once_signs_in_one_of_them(world) {
        moderator(world).await;
        let (secret, _) = sets_up(world, "ann").await;
        world.passes(TimeDelta::seconds(31));
        let code = shown(world, &secret);
        let (one, other) = (passphrase_of(world, "ann").await, passphrase_of(world, "ann").await);
        let input = || json!({ "code": code });
        let (one, other) = tokio::join!(
            does(world, &one, PROVE_TOTP, input()),
            does(world, &other, PROVE_TOTP, input()),
        );
        let proven = [&one, &other].into_iter().filter(|said| said["__typename"] == "SignedIn");
        assert_eq!(proven.count(), 1, "{one} {other}");
    }

    async fn who_guesses_waits_and_the_owner_gets_in_with_what_nobody_guesses(world) {
        moderator(world).await;
        let (secret, codes) = sets_up(world, "ann").await;
        world.passes(TimeDelta::seconds(31));
        for _ in 0..5 {
            assert_eq!(proves(world, "ann", "000000").await["problem"], "WRONG");
        }
        let right = shown(world, &secret);
        let refused = proves(world, "ann", &right).await;
        assert_eq!(refused["__typename"], "RateLimitedError", "the right code is not looked at: {refused}");
        let token = passphrase_of(world, "ann").await;
        let by_code = does(world, &token, USE_RECOVERY_CODE, json!({ "code": codes[0].to_uppercase().replace('-', " ") })).await;
        assert!(is_moderator(world, by_code["token"].as_str().expect("a token")).await);
        let proven = proves(world, "ann", &shown(world, &secret)).await;
        assert_eq!(proven["__typename"], "SignedIn", "{proven}");
    }

    async fn a_recovery_code_counts_once_and_for_its_owner(world) {
        moderator(world).await;
        world.account("ada", &[Role::Administrator], None, None).await;
        let (_, of_ann) = sets_up(world, "ann").await;
        let (_, of_ada) = sets_up(world, "ada").await;
        assert_eq!((of_ann.len(), of_ada.len()), (8, 8));
        let ann = passphrase_of(world, "ann").await;
        let foreign = does(world, &ann, USE_RECOVERY_CODE, json!({ "code": of_ada[0] })).await;
        assert_eq!(foreign["problem"], "WRONG");
        let proven = does(world, &ann, USE_RECOVERY_CODE, json!({ "code": of_ann[0] })).await;
        let token = proven["token"].as_str().expect("a token");
        let own = world.send(Some(token), OWN, json!({})).await;
        assert_eq!(own.data()["viewer"]["secondFactors"]["recoveryCodesLeft"], 7);
        let again = passphrase_of(world, "ann").await;
        assert_eq!(does(world, &again, USE_RECOVERY_CODE, json!({ "code": of_ann[0] })).await, foreign);
        let renewed = does(world, token, RENEW_CODES, json!({})).await;
        assert_eq!(renewed["recoveryCodes"].as_array().map(Vec::len), Some(8));
        assert_eq!(does(world, &again, USE_RECOVERY_CODE, json!({ "code": of_ann[1] })).await, foreign);
    }

    async fn what_can_do_harm_needs_a_proof_of_the_last_ten_minutes(world) {
        moderator(world).await;
        let (secret, codes) = sets_up(world, "ann").await;
        let token = passphrase_of(world, "ann").await;
        let proven = does(world, &token, USE_RECOVERY_CODE, json!({ "code": codes[0] })).await;
        let token = proven["token"].as_str().expect("a token").to_owned();
        world.passes(TimeDelta::seconds(599));
        assert_eq!(does(world, &token, RENEW_CODES, json!({})).await["__typename"], "RecoveryCodesRenewed");
        world.passes(TimeDelta::seconds(1));
        let late = does(world, &token, RENEW_CODES, json!({})).await;
        assert_eq!(late["reason"], "PROVE_AGAIN", "{late}");
        assert!(is_moderator(world, &token).await, "the rest goes on");
        let proven = does(world, &token, PROVE_TOTP, json!({ "code": shown(world, &secret) })).await;
        let token = proven["token"].as_str().expect("a token");
        assert_eq!(does(world, token, RENEW_CODES, json!({})).await["__typename"], "RecoveryCodesRenewed");
    }

    async fn who_lost_everything_begins_anew_after_the_operator_let_them(world) {
        moderator(world).await;
        let (secret, codes) = sets_up(world, "ann").await;
        let token = passphrase_of(world, "ann").await;
        let proven = does(world, &token, USE_RECOVERY_CODE, json!({ "code": codes[0] })).await;
        let token = proven["token"].as_str().expect("a token");
        let operator = world.app().operator();
        reset_second_factors(&operator, Login::parse("ann").expect("a login")).await.expect("a reset");
        assert!(!is_moderator(world, token).await, "sessions are over");
        let token = passphrase_of(world, "ann").await;
        for (query, code) in [(PROVE_TOTP, shown(world, &secret)), (USE_RECOVERY_CODE, codes[1].clone())] {
            assert_eq!(does(world, &token, query, json!({ "code": code })).await["reason"], "SECOND_FACTOR");
        }
        let (_, codes) = sets_up(world, "ann").await;
        assert_eq!(codes.len(), 8);
        assert!(world.database().holds("second-factor.reset").await.expect("a look"));
    }

    async fn children_and_guardians_are_asked_for_nothing_more(world) {
        let faro = world.group("Faro").await;
        let (mia, pau) = (mia(world, &faro).await, world.adult("pau", &[Role::Guardian]).await);
        for who in [&mia, &pau] {
            let seen = who.send(ASKED, json!({})).await;
            assert_eq!(seen.data()["secondFactorAsked"], Value::Null);
            assert_ne!(seen.data()["viewer"], Value::Null);
            assert_eq!(who.does(START_TOTP, json!({})).await["reason"], "NOT_YOUR_ROLE");
            assert_eq!(who.send(OWN, json!({})).await.data()["viewer"]["secondFactors"], Value::Null);
        }
        assert_eq!(world.reader().does(START_TOTP, json!({})).await["reason"], "SIGNED_OUT");
    }

    async fn who_gets_a_role_signs_in_anew_and_proves_what_it_asks_for(world) {
        let pau = world.adult("pau", &[Role::Guardian]).await;
        world.grants(pau.account(), Role::Guide).await;
        let seen = pau.send(ASKED, json!({})).await;
        assert_eq!(seen.data()["viewer"], Value::Null);
        assert_eq!(seen.data()["secondFactorAsked"], Value::Null, "an older session sets nothing up");
        let token = passphrase_of(world, "pau").await;
        let seen = world.send(Some(&token), ASKED, json!({})).await;
        assert_eq!(seen.data()["secondFactorAsked"]["mustSetUp"], true);
    }

    async fn who_knows_only_the_passphrase_signs_nobody_out_and_has_a_quarter_of_an_hour(world) {
        moderator(world).await;
        let (_, codes) = sets_up(world, "ann").await;
        let first = passphrase_of(world, "ann").await;
        let proven = does(world, &first, USE_RECOVERY_CODE, json!({ "code": codes[0] })).await;
        let owner = proven["token"].as_str().expect("a token").to_owned();
        let mut last = String::new();
        for _ in 0..25 {
            last = passphrase_of(world, "ann").await;
        }
        assert!(is_moderator(world, &owner).await);
        world.passes(TimeDelta::minutes(15));
        let late = does(world, &last, USE_RECOVERY_CODE, json!({ "code": codes[1] })).await;
        assert_eq!(late["reason"], "SIGNED_OUT", "{late}");
        assert!(is_moderator(world, &owner).await);
    }

    async fn a_session_keeps_its_name_and_its_end_when_it_is_proven_again(world) {
        moderator(world).await;
        let (secret, codes) = sets_up(world, "ann").await;
        let token = passphrase_of(world, "ann").await;
        let proven = does(world, &token, USE_RECOVERY_CODE, json!({ "code": codes[0] })).await;
        let token = proven["token"].as_str().expect("a token").to_owned();
        let own = "{ viewer { sessions { id name isCurrent expiresAt } } }";
        let seen = world.send(Some(&token), own, json!({})).await;
        let find = |seen: &Value| {
            let all = seen["viewer"]["sessions"].as_array().cloned().unwrap_or_default();
            all.into_iter().find(|one| one["isCurrent"] == true).expect("a session")
        };
        let before = find(seen.data());
        let name = "mutation($input: NameSessionInput!) { nameSession(input: $input) { __typename } }";
        does(world, &token, name, json!({ "session": before["id"], "name": "La tableta" })).await;
        world.passes(TimeDelta::hours(1));
        let proven = does(world, &token, PROVE_TOTP, json!({ "code": shown(world, &secret) })).await;
        let after = world.send(proven["token"].as_str(), own, json!({})).await;
        let after = find(after.data());
        assert_eq!((&after["id"], &after["expiresAt"]), (&before["id"], &before["expiresAt"]));
        assert_eq!(after["name"], "La tableta");
    }
}
