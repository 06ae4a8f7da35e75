//! Adults who come to work for the panel: invited by one administrator, and nothing but a reader before two gave them a role.

use chrono::TimeDelta;
use domain::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Person, World, stories};

const INVITE: &str = "mutation($input: InviteAdultInput!) { inviteAdult(input: $input) {
    __typename ... on AdultInvited { code hours } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const JOIN: &str = "mutation($input: JoinAsAdultInput!) { joinAsAdult(input: $input) {
    __typename ... on SignedIn { token secondFactor { mustSetUp } } ... on UserError { message }
    ... on InvalidInputError { field } } }";
const CHANGE_ROLE: &str =
    "mutation($input: AskForRoleChangeInput!) { askForRoleChange(input: $input) {
    __typename ... on ActKept { act { id } } ... on UserError { message } } }";
const ANSWER: &str = "mutation($input: AnswerActInput!) { answerAct(input: $input) {
    __typename ... on ActKept { act { agreed } } ... on UserError { message } } }";
const TAKE_BACK: &str =
    "mutation($input: TakeBackAdultInvitationsInput!) { takeBackAdultInvitations(input: $input) {
    __typename ... on AdultInvitationsTakenBack { count } ... on UserError { message } } }";
const PASSPHRASE: &str = "tortuga violin nube sopa";

async fn code(who: &Person<'_>) -> Value {
    let invited = who.does(INVITE, json!({})).await;
    assert_eq!(invited["hours"], 72, "{invited}");
    invited["code"].clone()
}

fn typed(code: &Value, name: &str) -> Value {
    json!({
        "code": code, "login": name, "penName": format!("{name} del Sur"), "passphrase": PASSPHRASE,
        "realName": "Nuria Canario Oculto", "email": "nuria.canario@example.org", "country": "ES", "language": "SPANISH",
    })
}

async fn joins(world: &World, input: Value) -> Value {
    world.reader().does(JOIN, input).await
}

stories! {
    async fn an_adult_is_invited_by_one_and_gets_a_role_by_two(world) {
        let (ada, eli) = (world.adult("ada", &[Role::Administrator]).await, world.adult("eli", &[Role::Administrator]).await);
        let joined = joins(world, typed(&code(&ada).await, "nuria")).await;
        assert_eq!((&joined["__typename"], &joined["secondFactor"]), (&json!("SignedIn"), &Value::Null), "{joined}");
        let token = joined["token"].as_str();
        let seen = "{ viewer { account { roles } reviewQueue { nodes { id } } staff { nodes { login } } allGroups { nodes { id } } groups { id } } }";
        let nobody = world.send(token, seen, json!({})).await.data()["viewer"].clone();
        assert_eq!(nobody, json!({ "account": { "roles": [] }, "reviewQueue": null, "staff": null, "allGroups": null, "groups": [] }));

        let asked = ada.does(CHANGE_ROLE, json!({ "login": "nuria", "role": "COORDINATOR" })).await;
        let answer = json!({ "act": asked["act"]["id"], "agree": true });
        assert_eq!(eli.does(ANSWER, answer).await["act"]["agreed"], true, "{asked}");
        let signed_out = world.send(token, seen, json!({})).await;
        assert_eq!(signed_out.data()["viewer"], Value::Null, "with a role they sign in anew");
        let input = json!({ "input": { "login": "nuria", "passphrase": PASSPHRASE } });
        let signed = world.send(None, tests::SIGN_IN, input).await;
        let token = world.proves("nuria", &signed.data()["signIn"]).await;
        let staff = world.send(Some(&token), "{ viewer { staff { nodes { login } } } }", json!({})).await;
        assert!(staff.data()["viewer"]["staff"].to_string().contains("nuria"));
    }

    async fn a_code_works_once_for_three_days_and_for_one_of_many(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let first = code(&ada).await;
        let tries = ["una", "dos", "tres", "cuatro"].map(|name| joins(world, typed(&first, name)));
        let ends = join_all(tries).await;
        let came_in = ends.iter().filter(|end| end["__typename"] == "SignedIn").count();
        assert_eq!(came_in, 1, "{ends:?}");
        let over = joins(world, typed(&first, "otra")).await;
        let unknown = joins(world, typed(&json!("nonsense"), "otra")).await;
        assert_eq!((&over["__typename"], &over), (&json!("AdultInvitationOverError"), &unknown));
        let eli = world.adult("eli", &[Role::Administrator]).await;
        let of_nobody = code(&eli).await;
        world.takes("eli", Role::Administrator).await;
        assert_eq!(joins(world, typed(&of_nobody, "otra")).await, over, "who is no administrator any more invites nobody");
        let late = code(&ada).await;
        world.passes(TimeDelta::hours(72));
        assert_eq!(joins(world, typed(&late, "otra")).await, over);
        app::jobs::register(world.app()).await.expect("jobs");
        while app::jobs::run_due(world.app()).await.expect("jobs run") > 0 {}
    }

    async fn codes_that_went_astray_are_taken_back_and_nobody_elses(world) {
        let (ada, eli) = (world.adult("ada", &[Role::Administrator]).await, world.adult("eli", &[Role::Administrator]).await);
        let (used, astray, of_eli) = (code(&ada).await, code(&ada).await, code(&eli).await);
        joins(world, typed(&used, "nuria")).await;
        assert_eq!(ada.does(TAKE_BACK, json!({})).await["count"], 1, "what was used is an account by now");
        assert_eq!(joins(world, typed(&astray, "otra")).await["__typename"], "AdultInvitationOverError");
        assert_eq!(joins(world, typed(&of_eli, "otra")).await["__typename"], "SignedIn");
        assert_eq!(ada.does(TAKE_BACK, json!({})).await["count"], 0);
        assert!(world.database().holds("adult-invitation.taken-back").await.expect("a look"));
    }

    async fn what_can_not_be_used_is_told_by_its_field_and_leaves_the_code_good(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let code = code(&ada).await;
        for (field, value) in [
            ("login", json!("n")), ("penName", json!("guia")), ("passphrase", json!("short")), ("realName", json!("")),
            ("email", json!("nonsense")), ("clientMutationId", json!("")),
        ] {
            let mut input = typed(&code, "nuria");
            input[field] = value;
            let refused = joins(world, input).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!(field)), "{refused}");
        }
        assert_eq!(joins(world, typed(&code, "ada")).await["__typename"], "NameTakenError");
        assert_eq!(ada.does(JOIN, typed(&code, "nuria")).await["field"], "code", "who has an account needs no other");
        assert_eq!(joins(world, typed(&code, "nuria")).await["__typename"], "SignedIn");
    }

    async fn nobody_has_more_than_twenty_invitations_open_and_only_administrators_any(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        assert_eq!(cora.does(INVITE, json!({})).await["reason"], "NOT_YOUR_ROLE");
        let once = json!({ "clientMutationId": "one" });
        assert_eq!(ada.does(INVITE, once.clone()).await, ada.does(INVITE, once).await);
        for _ in 1..20 {
            code(&ada).await;
        }
        let refused = ada.does(INVITE, json!({})).await;
        assert_eq!(refused["__typename"], "InvalidInputError", "{refused}");
        world.passes(TimeDelta::minutes(11));
        assert_eq!(ada.does(INVITE, json!({})).await["reason"], "PROVE_AGAIN");
    }
}
