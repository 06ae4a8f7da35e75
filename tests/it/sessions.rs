//! Sessions: seen, named and ended by whose they are; and over when they are not used.

use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{Person, stories};

const SESSIONS: &str = "{ viewer { sessions { id name isCurrent beganAt usedAt expiresAt } } }";
const NAME: &str = "mutation($input: NameSessionInput!) { nameSession(input: $input) {
    __typename ... on UserError { message } ... on InvalidInputError { field } } }";
const END: &str = "mutation($input: EndSessionInput!) { endSession(input: $input) {
    __typename ... on UserError { message } ... on NotAllowedError { reason } } }";

async fn sessions(who: &Person<'_>) -> Vec<Value> {
    let given = who.send(SESSIONS, json!({})).await;
    let sessions = given.data()["viewer"]["sessions"].as_array().cloned();
    sessions.unwrap_or_default()
}

async fn is_signed_in(who: &Person<'_>) -> bool {
    let given = who
        .send("{ viewer { account { penName } } }", json!({}))
        .await;
    given.data()["viewer"].is_object()
}

stories! {
    async fn somebody_sees_names_and_ends_the_places_where_they_are_signed_in(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        world.passes(TimeDelta::minutes(1));
        let elsewhere = world.signed_in("mia", mia.account()).await;
        let seen = sessions(&mia).await;
        let current: Vec<&Value> = seen.iter().map(|it| &it["isCurrent"]).collect();
        assert_eq!(current, [&json!(false), &json!(true)], "the newest first");
        let other = &seen[0]["id"];
        let named = mia.does(NAME, json!({ "session": other, "name": "La tableta" })).await;
        assert_eq!(named["__typename"], "SessionChanged", "{named}");
        assert_eq!(sessions(&elsewhere).await[0]["name"], "La tableta");
        let long = mia.does(NAME, json!({ "session": other, "name": "x".repeat(61) })).await;
        assert_eq!(long["field"], "name");
        assert_eq!(mia.does(END, json!({ "session": other })).await["__typename"], "SessionChanged");
        assert!(!is_signed_in(&elsewhere).await && is_signed_in(&mia).await);
        assert_eq!(mia.does(END, json!({ "session": other })).await["__typename"], "NotFoundError");
        assert!(world.database().holds("session.closed").await.expect("a look"));
    }

    async fn nobody_touches_a_session_of_somebody_else(world) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let of_mia = sessions(&mia).await[0]["id"].clone();
        for who in [&leo, &ada] {
            assert_eq!(sessions(who).await.len(), 1);
            assert_eq!(who.does(END, json!({ "session": of_mia })).await["__typename"], "NotFoundError");
            assert_eq!(who.does(NAME, json!({ "session": of_mia, "name": "x" })).await["__typename"], "NotFoundError");
        }
        assert_eq!(world.reader().does(END, json!({ "session": of_mia })).await["reason"], "SIGNED_OUT");
        assert!(is_signed_in(&mia).await && sessions(&mia).await[0]["name"].is_null());
    }

    async fn a_session_that_is_not_used_is_over_sooner_for_who_works_for_the_panel(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        for _ in 0..3 {
            world.passes(TimeDelta::hours(11));
            assert!(is_signed_in(&ann).await, "whoever uses it goes on");
        }
        world.passes(TimeDelta::hours(12));
        assert!(!is_signed_in(&ann).await);
        assert!(is_signed_in(&mia).await);
        world.passes(TimeDelta::days(13));
        assert!(is_signed_in(&mia).await);
        world.passes(TimeDelta::days(14));
        assert!(!is_signed_in(&mia).await);
    }

    async fn whoever_signs_in_again_leaves_no_session_behind(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let again = json!({ "login": "mia", "passphrase": "la casa azul del puerto" });
        let said = mia.does(tests::SIGN_IN, again).await;
        assert_eq!(said["__typename"], "SignedIn", "{said}");
        assert!(!is_signed_in(&mia).await, "the token changes with signing in");
    }
}
