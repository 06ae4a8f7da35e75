//! Passphrases: changing one's own, and choosing another with the help of a guide and of a second adult, never by a link alone.

use app::people::{Group, Relation};
use chrono::TimeDelta;
use domain::account::Role;
use serde_json::{Value, json};
use tests::{Person, SIGN_IN, World, stories};

const CHANGE: &str = "mutation($input: ChangePassphraseInput!) { changePassphrase(input: $input) {
    __typename ... on PassphraseChanged { changedAt } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const ASK: &str = "mutation($input: AskForPassphraseResetInput!) { askForPassphraseReset(input: $input) {
    __typename ... on ActKept { act { id } } ... on UserError { message } ... on NotAllowedError { reason } } }";
const ANSWER: &str = "mutation($input: AnswerActInput!) { answerAct(input: $input) {
    __typename ... on ActKept { act { id agreed openUntil } } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const READ_CODE: &str =
    "mutation($input: ReadPassphraseCodeInput!) { readPassphraseCode(input: $input) {
    __typename ... on PassphraseCode { code goodUntil } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const RESET: &str = "mutation($input: ResetPassphraseInput!) { resetPassphrase(input: $input) {
    __typename ... on SignedIn { token secondFactor { mustSetUp } } ... on UserError { message }
    ... on InvalidInputError { field } } }";
const CHANGED: &str = "{ viewer { account { passphraseChangedAt } } }";

const OLD: &str = "la casa azul del puerto";
const NEW: &str = "tortuga violin nube sopa";

async fn guide<'w>(world: &'w World, name: &str, group: &Group) -> Person<'w> {
    let account = world
        .account(name, &[Role::Guide], None, Some(World::certificate()))
        .await;
    world.relate(Relation::Guide(group.id, account)).await;
    world.signed_in(name, account).await
}

async fn signs_in(world: &World, login: &str, passphrase: &str) -> bool {
    let input = json!({ "login": login, "passphrase": passphrase });
    world.reader().does(SIGN_IN, input).await["__typename"] == "SignedIn"
}

async fn is_signed_in(who: &Person<'_>) -> bool {
    !who.send(CHANGED, json!({})).await.data()["viewer"].is_null()
}

async fn asks(who: &Person<'_>, pen_name: &str) -> Value {
    who.does(ASK, json!({ "penName": pen_name })).await
}

async fn agrees(who: &Person<'_>, asked: &Value) -> Value {
    who.does(ANSWER, json!({ "act": asked["act"]["id"], "agree": true }))
        .await
}

async fn code(who: &Person<'_>, asked: &Value) -> Value {
    who.does(READ_CODE, json!({ "act": asked["act"]["id"] }))
        .await
}

async fn resets(world: &World, code: &Value) -> Value {
    world
        .reader()
        .does(RESET, json!({ "code": code["code"], "passphrase": NEW }))
        .await
}

stories! {
    async fn a_passphrase_is_changed_with_the_one_that_counts_and_everybody_else_is_signed_out(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let elsewhere = world.signed_in("mia", mia.account()).await;
        let change = |current: &str, new: &str| json!({ "current": current, "passphrase": new });
        let wrong = mia.does(CHANGE, change("no es esta frase", NEW)).await;
        assert_eq!(wrong["__typename"], "SignInRefusedError", "{wrong}");
        for weak in ["corta", "mia del mar mia", "contraseña1234"] {
            let weak = mia.does(CHANGE, change(OLD, weak)).await;
            assert_eq!(weak["field"], "passphrase", "{weak}");
        }
        assert!(is_signed_in(&elsewhere).await && signs_in(world, "mia", OLD).await);
        world.passes(TimeDelta::hours(1));
        let changed = mia.does(CHANGE, change(OLD, NEW)).await;
        assert_eq!(changed["changedAt"], "2026-11-04T09:13:20Z", "{changed}");
        let at = mia.send(CHANGED, json!({})).await;
        assert_eq!(at.data()["viewer"]["account"]["passphraseChangedAt"], "2026-11-04T09:13:20Z");
        assert!(is_signed_in(&mia).await && !is_signed_in(&elsewhere).await);
        assert!(signs_in(world, "mia", NEW).await && !signs_in(world, "mia", OLD).await);
        assert_eq!(world.reader().does(CHANGE, change(OLD, NEW)).await["reason"], "SIGNED_OUT");
        assert!(world.database().holds("passphrase.changed").await.expect("a look"));
        assert!(!world.database().holds(NEW).await.expect("a look"));
    }

    async fn who_guesses_in_an_open_session_waits(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let guess = json!({ "current": "no es esta frase", "passphrase": NEW });
        for _ in 0..10 {
            assert_eq!(mia.does(CHANGE, guess.clone()).await["__typename"], "SignInRefusedError");
        }
        assert_eq!(mia.does(CHANGE, guess).await["__typename"], "RateLimitedError");
    }

    async fn a_child_who_forgot_it_is_helped_by_a_guide_and_a_second_adult(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (eva, cora) = (guide(world, "eva", &faro).await, world.adult("cora", &[Role::Coordinator]).await);
        let asked = asks(&eva, "mia del Mar").await;
        assert_eq!(asked["__typename"], "ActKept", "{asked}");
        assert_eq!(code(&eva, &asked).await["obstacle"], "NOT_OPEN", "a guide alone takes no account over");
        assert_eq!(agrees(&eva, &asked).await["reason"], "NOT_YOUR_ROLE");
        assert_eq!(agrees(&cora, &asked).await["act"]["agreed"], true);
        assert_eq!(code(&cora, &asked).await["__typename"], "NotFoundError", "the code is for who asked");
        let given = code(&eva, &asked).await;
        assert_eq!(given["goodUntil"], "2026-11-05T08:13:20Z", "{given}");
        assert!(!world.database().holds(given["code"].as_str().expect("a code")).await.expect("a look"));
        let weak = world.reader().does(RESET, json!({ "code": given["code"], "passphrase": "mia del mar mia" })).await;
        assert_eq!(weak["field"], "passphrase", "the code is not used up: {weak}");
        assert!(is_signed_in(&mia).await);
        let done = resets(world, &given).await;
        assert_eq!((&done["__typename"], &done["secondFactor"]), (&json!("SignedIn"), &Value::Null), "{done}");
        assert!(!is_signed_in(&mia).await, "whoever was signed in is signed out");
        assert!(signs_in(world, "mia", NEW).await && !signs_in(world, "mia", OLD).await);
        let again = resets(world, &given).await;
        assert_eq!(again["__typename"], "PassphraseCodeOverError");
        assert_eq!(code(&eva, &asked).await["obstacle"], "NOT_OPEN");
        assert_eq!(resets(world, &json!({ "code": "adivino" })).await, again, "one answer for all that is wrong");
        for record in ["act.agreed-to", "passphrase-code.read", "passphrase.reset"] {
            assert!(world.database().holds(record).await.expect("a look"));
        }
    }

    async fn nobody_helps_with_an_account_that_is_not_theirs_to_help_with(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let mia = world.correspondent("mia", &faro).await;
        let (eva, tom) = (guide(world, "eva", &faro).await, guide(world, "tom", &norte).await);
        let (ann, pau) = (world.moderator("ann").await, world.adult("pau", &[Role::Guardian]).await);
        for who in [&tom, &ann, &pau, &mia] {
            let asked = asks(who, "mia del Mar").await;
            assert_eq!(asked["reason"], "NOT_YOUR_ROLE", "{asked}");
        }
        assert_eq!(asks(&eva, "ann del Mar").await["reason"], "NOT_YOUR_ROLE", "adults are for administrators");
        let alone = asks(&eva, "mia del Mar").await;
        assert_eq!(alone["__typename"], "ActImpossibleError", "nobody else could agree: {alone}");
        let second = guide(world, "sol", &faro).await;
        let asked = asks(&eva, "mia del Mar").await;
        for who in [&tom, &ann, &pau, &mia] {
            assert_eq!(agrees(who, &asked).await["__typename"], "NotFoundError");
        }
        assert_eq!(agrees(&second, &asked).await["act"]["agreed"], true, "another guide of the group may");
    }

    async fn a_code_is_good_for_a_day_and_does_not_replace_the_second_factor(world) {
        let (ada, eli) = (world.adult("ada", &[Role::Administrator]).await, world.adult("eli", &[Role::Administrator]).await);
        world.moderator("ann").await;
        let asked = asks(&ada, "ann del Mar").await;
        agrees(&eli, &asked).await;
        let given = code(&ada, &asked).await;
        let done = resets(world, &given).await;
        assert_eq!(done["secondFactor"]["mustSetUp"], false, "{done}");
        let asked = asks(&ada, "ann del Mar").await;
        agrees(&eli, &asked).await;
        let given = code(&ada, &asked).await;
        world.passes(TimeDelta::hours(24));
        assert_eq!(resets(world, &given).await["__typename"], "PassphraseCodeOverError");
    }

    async fn of_two_who_use_a_code_at_once_one_gets_in(world) {
        let faro = world.group("Faro").await;
        world.correspondent("mia", &faro).await;
        let (eva, sol) = (guide(world, "eva", &faro).await, guide(world, "sol", &faro).await);
        let asked = asks(&eva, "mia del Mar").await;
        agrees(&sol, &asked).await;
        let given = code(&eva, &asked).await;
        let (one, other) = tokio::join!(resets(world, &given), resets(world, &given));
        let got_in = [&one, &other].into_iter().filter(|said| said["__typename"] == "SignedIn");
        assert_eq!(got_in.count(), 1, "{one} {other}");
    }
}
