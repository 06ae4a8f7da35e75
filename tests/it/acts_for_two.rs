//! What needs two adults: nobody gives roles alone, and nobody learns alone who a child really is.

use chrono::TimeDelta;
use domain::account::Role;
use serde_json::{Value, json};
use tests::{Person, SIGN_CODE, World, stories};

mod identity;

const CHANGE_ROLE: &str = "mutation($input: AskForRoleChangeInput!) { askForRoleChange(input: $input) {
    __typename ... on ActKept { act { id kind about role askedBy agreed canAnswer } } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const ASK_RESET: &str =
    "mutation($input: AskForSecondFactorResetInput!) { askForSecondFactorReset(input: $input) {
    __typename ... on ActKept { act { id } } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const ANSWER: &str = "mutation($input: AnswerActInput!) { answerAct(input: $input) {
    __typename ... on ActKept { act { id agreed openUntil } } ... on UserError { message }
    ... on NotAllowedError { reason } ... on ActImpossibleError { obstacle } } }";
const ACTS: &str =
    "{ viewer { actsForTwo { id kind about askedBy agreed canAnswer openingReason } } }";
const ROLES: &str = "{ viewer { account { roles } } }";

/// Asks for a role of somebody, and gives what came of it.
async fn asks(who: &Person<'_>, login: &str, role: &str) -> Value {
    who.does(CHANGE_ROLE, json!({ "login": login, "role": role }))
        .await
}

/// Agrees to an act, and gives what came of it.
async fn agrees(who: &Person<'_>, act: &Value) -> Value {
    who.does(ANSWER, json!({ "act": act["act"]["id"], "agree": true }))
        .await
}

async fn listed(who: &Person<'_>) -> Vec<Value> {
    let seen = who.send(ACTS, json!({})).await;
    seen.data()["viewer"]["actsForTwo"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

async fn roles(who: &Person<'_>) -> Value {
    who.send(ROLES, json!({})).await.data()["viewer"]["account"]["roles"].clone()
}

async fn administrators(world: &World) -> (Person<'_>, Person<'_>) {
    (
        world.adult("ada", &[Role::Administrator]).await,
        world.adult("eli", &[Role::Administrator]).await,
    )
}

stories! {
    async fn an_adult_gets_a_role_when_two_administrators_say_so(world) {
        let (ada, eli) = administrators(world).await;
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let asked = asks(&ada, "cora", "ADMINISTRATOR").await;
        assert_eq!(asked["__typename"], "ActKept", "{asked}");
        assert_eq!(asked["act"]["canAnswer"], false, "nobody answers what they asked for");
        assert_eq!(roles(&cora).await, json!(["COORDINATOR"]), "nothing happens before another says so");
        let own = agrees(&ada, &asked).await;
        assert_eq!(own["reason"], "NOT_YOUR_ROLE", "{own}");
        assert_eq!(agrees(&cora, &asked).await["__typename"], "NotFoundError", "who is no administrator finds none");
        assert_eq!(listed(&eli).await[0]["canAnswer"], true);
        assert_eq!((listed(&cora).await, listed(&ada).await.len()), (vec![], 1));
        assert_eq!(agrees(&eli, &asked).await["act"]["agreed"], true);
        assert!(roles(&cora).await.is_null(), "an older session gets nothing from it");
        let cora = world.signed_in("cora", cora.account()).await;
        assert_eq!(roles(&cora).await, json!(["COORDINATOR", "ADMINISTRATOR"]));
        assert_eq!(agrees(&eli, &asked).await["obstacle"], "OVER");
        for record in ["act.asked-for", "act.agreed-to", "role.given"] {
            assert!(world.database().holds(record).await.expect("a look"));
        }
    }

    async fn nobody_gives_a_role_to_themselves_or_agrees_to_their_own(world) {
        let (ada, eli) = administrators(world).await;
        let own = asks(&ada, "ada", "MODERATOR").await;
        assert_eq!(own["reason"], "NOT_YOUR_ROLE", "{own}");
        let about_eli = asks(&ada, "eli", "MODERATOR").await;
        assert_eq!(about_eli["obstacle"], "NOBODY", "with two administrators nobody agrees about one of them: {about_eli}");
        world.adult("luz", &[Role::Administrator]).await;
        let about_eli = asks(&ada, "eli", "MODERATOR").await;
        assert_eq!(agrees(&eli, &about_eli).await["__typename"], "NotFoundError", "not what is about oneself");
        assert_eq!(listed(&eli).await, Vec::<Value>::new(), "and nobody hears of it beforehand");
        assert_eq!(roles(&eli).await, json!(["ADMINISTRATOR"]));
    }

    async fn only_an_administrator_with_a_fresh_proof_asks_or_agrees(world) {
        let (ada, eli) = administrators(world).await;
        let faro = world.group("Faro").await;
        let (ann, mia) = (world.moderator("ann").await, world.correspondent("mia", &faro).await);
        for who in [&ann, &mia] {
            assert_eq!(asks(who, "ada", "MODERATOR").await["reason"], "NOT_YOUR_ROLE");
            assert_eq!(asks(who, "nadie", "MODERATOR").await["reason"], "NOT_YOUR_ROLE", "no name is looked up");
        }
        assert_eq!(world.reader().does(CHANGE_ROLE, json!({ "login": "ann", "role": "GUIDE" })).await["reason"],
            "SIGNED_OUT");
        let asked = asks(&ada, "ann", "GUIDE").await;
        assert_eq!(asks(&ada, "nadie", "GUIDE").await["__typename"], "NotFoundError");
        assert_eq!(asks(&ada, "mia", "GUIDE").await["obstacle"], "UNFIT", "children get no role");
        assert_eq!(asks(&ada, "ann", "CORRESPONDENT").await["obstacle"], "BY_JOINING");
        assert_eq!(asks(&ada, "ann", "GUIDE").await["act"]["id"], asked["act"]["id"], "asked for once");
        world.passes(TimeDelta::minutes(10));
        assert_eq!(asks(&ada, "ann", "COORDINATOR").await["reason"], "PROVE_AGAIN");
        assert_eq!(agrees(&eli, &asked).await["reason"], "PROVE_AGAIN");
        let eli = world.signed_in("eli", eli.account()).await;
        assert_eq!(agrees(&eli, &asked).await["act"]["agreed"], true);
    }

    async fn what_was_asked_for_is_over_after_three_days_or_when_who_asked_may_not_any_more(world) {
        let (ada, eli) = administrators(world).await;
        let ann = world.moderator("ann").await;
        let late = asks(&ada, "ann", "GUIDE").await;
        world.passes(TimeDelta::hours(72));
        let (ada, eli) = (world.signed_in("ada", ada.account()).await, world.signed_in("eli", eli.account()).await);
        assert_eq!(agrees(&eli, &late).await["obstacle"], "OVER");
        let asked = asks(&ada, "ann", "GUIDE").await;
        world.takes("ada", Role::Administrator).await;
        assert_eq!(agrees(&eli, &asked).await["obstacle"], "OVER");
        assert_eq!(roles(&ann).await, Value::Null, "the session was idle");
        let ann = world.signed_in("ann", ann.account()).await;
        assert_eq!(roles(&ann).await, json!(["MODERATOR"]));
        let again = asks(&eli, "ann", "GUIDE").await;
        assert_eq!(again["obstacle"], "NOBODY", "{again}");
    }

    async fn a_role_that_is_taken_is_gone_at_once_and_somebody_stays(world) {
        let (ada, eli) = administrators(world).await;
        let ann = world.moderator("ann").await;
        let take = async |who: &Person<'_>, login: &str, role: &str| {
            who.does(CHANGE_ROLE, json!({ "login": login, "role": role, "take": true })).await
        };
        let asked = take(&ada, "ann", "MODERATOR").await;
        assert_eq!(asked["act"]["kind"], "TAKE_ROLE", "{asked}");
        assert_eq!(agrees(&eli, &asked).await["act"]["agreed"], true);
        assert!(ann.queue().await.is_none() && roles(&ann).await.is_null(), "their sessions are over");
        let faro = world.group("Faro").await;
        let gabi = world.account("gabi", &[Role::Guide], None, Some(World::certificate())).await;
        world.relate(app::people::Relation::Guide(faro.id, gabi)).await;
        let leading = take(&ada, "gabi", "GUIDE").await;
        assert_eq!(leading["obstacle"], "LEADS_GROUP", "children are not left alone: {leading}");
        let asked = take(&ada, "gabi", "MODERATOR").await;
        let refused = eli.does(ANSWER, json!({ "act": asked["act"]["id"], "agree": false })).await;
        assert_eq!(refused["act"]["agreed"], false, "{refused}");
        assert_eq!(agrees(&eli, &asked).await["obstacle"], "OVER");
    }

    async fn two_administrators_let_somebody_begin_anew_who_lost_everything(world) {
        let (ada, eli) = administrators(world).await;
        let ann = world.moderator("ann").await;
        world.account("pau", &[Role::Guardian], None, None).await;
        assert_eq!(ada.does(ASK_RESET, json!({ "login": "pau" })).await["obstacle"], "NO_STAFF");
        let asked = ada.does(ASK_RESET, json!({ "login": "ann" })).await;
        assert!(ann.queue().await.is_some());
        assert_eq!(agrees(&eli, &asked).await["act"]["agreed"], true);
        assert!(ann.queue().await.is_none(), "signed out everywhere");
        let input = json!({ "login": "ann", "passphrase": "la casa azul del puerto" });
        let signed = world.reader().does(tests::SIGN_IN, input).await;
        assert_eq!(signed["secondFactor"]["mustSetUp"], true, "{signed}");
    }
}

/// A safeguarding lead with everything that one needs.
async fn lead<'w>(world: &'w World, login: &str) -> Person<'w> {
    let certificate = Some(World::certificate());
    let account = world
        .account(login, &[Role::SafeguardingLead], None, certificate)
        .await;
    let lead = world.signed_in(login, account).await;
    let signed = lead.does(SIGN_CODE, json!({ "version": 1 })).await;
    assert_eq!(signed["__typename"], "CodeOfConductSigned", "{signed}");
    lead
}
