//! Opening an identity: a reason, a second adult, fifteen minutes, a record of every time, and a word to the child.

use app::audit::{Verdict, verify_audit};
use app::people::Relation;
use chrono::TimeDelta;
use domain::account::Role;
use serde_json::{Value, json};
use tests::{Person, World, stories};

use super::{agrees, lead, listed};

const ASK: &str = "mutation($input: AskToOpenIdentityInput!) { askToOpenIdentity(input: $input) {
    __typename ... on ActKept { act { id openingReason openUntil } } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const READ: &str = "mutation($input: ReadIdentityInput!) { readIdentity(input: $input) {
    __typename ... on IdentityRead { person { realName bornOn email country } guardians { realName email country } openUntil } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const OWN: &str = "{ viewer { identityOpenings { readOn reason } } }";

async fn asks(who: &Person<'_>, pen_name: &str) -> Value {
    who.does(ASK, json!({ "penName": pen_name, "reason": "DANGER" }))
        .await
}

async fn reads(who: &Person<'_>, act: &Value) -> Value {
    who.does(READ, json!({ "act": act["act"]["id"] })).await
}

/// What a child sees of it.
async fn openings(child: &Person<'_>) -> Value {
    child.send(OWN, json!({})).await.data()["viewer"]["identityOpenings"].clone()
}

/// How many records the audit log has.
async fn records(world: &World) -> i64 {
    match verify_audit(&world.app().operator()).await {
        Ok(Verdict::Sound { chained, waiting }) => chained + waiting,
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn two_adults_learn_who_a_child_is_and_the_child_hears_of_it(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (sol, ada) = (lead(world, "sol").await, world.adult("ada", &[Role::Administrator]).await);
        let asked = asks(&sol, "mia del Mar").await;
        assert_eq!(asked["act"]["openingReason"], "DANGER", "{asked}");
        assert_eq!(reads(&sol, &asked).await["obstacle"], "NOT_OPEN", "nobody else agreed yet");
        assert_eq!(agrees(&sol, &asked).await["reason"], "NOT_YOUR_ROLE");
        assert_eq!(agrees(&ada, &asked).await["act"]["openUntil"], "2026-11-05T08:13:20Z");
        assert_eq!(reads(&ada, &asked).await["__typename"], "NotFoundError", "it is open for who asked alone");
        world.passes(TimeDelta::hours(5));
        let sol = world.signed_in("sol", sol.account()).await;
        let read = reads(&sol, &asked).await;
        assert_eq!((&read["person"]["bornOn"], &read["person"]["country"]), (&json!("2011-03-01"), &json!("ES")), "{read}");
        assert_eq!((&read["guardians"], &read["openUntil"]), (&json!([]), &json!("2026-11-04T13:28:20Z")));
        assert_eq!(openings(&mia).await, json!([]), "while it is open the child is not told");
        world.passes(TimeDelta::minutes(14));
        let sol = world.signed_in("sol", sol.account()).await;
        let before = records(world).await;
        assert_eq!(reads(&sol, &asked).await["__typename"], "IdentityRead");
        assert_eq!(records(world).await, before + 1, "every time leaves a record");
        assert!(world.database().holds("identity.read").await.expect("a look"));
        world.passes(TimeDelta::minutes(1));
        assert_eq!(reads(&sol, &asked).await["obstacle"], "NOT_OPEN");
        assert_eq!(openings(&mia).await, json!([{ "readOn": "2026-11-04", "reason": "DANGER" }]));
    }

    async fn to_reach_a_guardian_the_guardians_are_opened_and_not_the_child(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let pau = world.adult("pau", &[Role::Guardian]).await;
        world.relate(Relation::Guardian(pau.account(), mia.account())).await;
        let (sol, ada) = (lead(world, "sol").await, world.adult("ada", &[Role::Administrator]).await);
        let input = json!({ "penName": "mia del Mar", "reason": "REACH_GUARDIAN" });
        let asked = sol.does(ASK, input).await;
        agrees(&ada, &asked).await;
        let read = reads(&sol, &asked).await;
        assert_eq!((&read["person"], &read["guardians"][0]["country"]), (&Value::Null, &json!("ES")), "{read}");
    }

    async fn nobody_else_asks_and_what_was_not_read_is_not_told(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (sol, luz) = (lead(world, "sol").await, lead(world, "luz").await);
        let ada = world.adult("ada", &[Role::Administrator]).await;
        for who in [&mia, &ann, &ada] {
            let asked = asks(who, "mia del Mar").await;
            assert_eq!(asked["reason"], "NOT_YOUR_ROLE", "{asked}");
            assert_eq!(asks(who, "Farolillo Azul").await["reason"], "NOT_YOUR_ROLE", "no name is looked up");
        }
        assert_eq!(asks(&sol, "Farolillo Azul").await["__typename"], "NotFoundError");
        assert_eq!(asks(&sol, "sol del Mar").await["reason"], "NOT_YOUR_ROLE", "nobody opens their own");
        let asked = asks(&sol, "mia del Mar").await;
        assert_eq!(listed(&luz).await[0]["openingReason"], "DANGER");
        assert_eq!((listed(&ann).await, listed(&mia).await), (vec![], vec![]));
        assert_eq!(agrees(&luz, &asked).await["act"]["agreed"], true, "another lead agrees as well");
        world.passes(TimeDelta::hours(24));
        let sol = world.signed_in("sol", sol.account()).await;
        assert_eq!(reads(&sol, &asked).await["obstacle"], "NOT_OPEN");
        assert_eq!(openings(&mia).await, json!([]));
    }

    async fn who_lost_the_certificate_or_the_proof_reads_nothing(world) {
        let faro = world.group("Faro").await;
        world.correspondent("mia", &faro).await;
        let (sol, ada) = (lead(world, "sol").await, world.adult("ada", &[Role::Administrator]).await);
        let asked = asks(&sol, "mia del Mar").await;
        world.passes(TimeDelta::minutes(9));
        agrees(&ada, &asked).await;
        world.passes(TimeDelta::minutes(1));
        assert_eq!(reads(&sol, &asked).await["reason"], "PROVE_AGAIN");
        let sol = world.signed_in("sol", sol.account()).await;
        assert_eq!(reads(&sol, &asked).await["__typename"], "IdentityRead");
        world.takes("sol", Role::SafeguardingLead).await;
        let sol = world.signed_in("sol", sol.account()).await;
        assert_ne!(reads(&sol, &asked).await["__typename"], "IdentityRead");
    }
}
