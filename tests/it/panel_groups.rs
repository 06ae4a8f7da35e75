//! Groups by those who run the panel: created, listed, and never without somebody who leads their members.

use app::people::Relation;
use domain::Role;
use serde_json::{Value, json};
use tests::{Person, World, stories};

const CREATE: &str = "mutation($input: CreateGroupInput!) { createGroup(input: $input) {
    __typename ... on GroupKept { group { id group { id name } language entity capacity guides } }
    ... on UserError { message } ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const APPOINT: &str = "mutation($input: AppointGuideInput!) { appointGuide(input: $input) {
    __typename ... on GroupKept { group { guides } }
    ... on UserError { message } ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const LET_GO: &str = "mutation($input: LetGuideGoInput!) { letGuideGo(input: $input) {
    __typename ... on GroupKept { group { guides } }
    ... on UserError { message } ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const ALL: &str =
    "query($first: Int, $after: String) { viewer { allGroups(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { group { name } } } } }";

fn new(name: &str) -> Value {
    json!({ "name": name, "language": "GALICIAN", "entity": "IES Faro", "capacity": 20 })
}

async fn guide(world: &World, name: &str) {
    let certificate = Some(World::certificate());
    world.account(name, &[Role::Guide], None, certificate).await;
}

async fn names(who: &Person<'_>, first: i32, after: &Value) -> (Vec<Value>, Value) {
    let seen = who
        .send(ALL, json!({ "first": first, "after": after }))
        .await;
    let page = seen.data()["viewer"]["allGroups"].clone();
    let nodes = page["nodes"].as_array().cloned().unwrap_or_default();
    let names = nodes.iter().map(|node| node["group"]["name"].clone());
    (names.collect(), page["pageInfo"].clone())
}

stories! {
    async fn a_coordinator_creates_groups_and_says_who_leads_them(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        guide(world, "eva").await;
        let made = cora.does(CREATE, new("Faro")).await;
        let kept = &made["group"];
        assert_eq!(
            (&kept["group"]["name"], &kept["language"], &kept["entity"], &kept["capacity"], &kept["guides"]),
            (&json!("Faro"), &json!("GALICIAN"), &json!("IES Faro"), &json!(20), &json!([])), "{made}"
        );
        let group = kept["group"]["id"].clone();
        let appoint = async |login: &str| cora.does(APPOINT, json!({ "group": group, "login": login })).await;
        assert_eq!(appoint("eva").await["group"]["guides"], json!(["eva del Mar"]));
        assert_eq!(appoint("eva").await["group"]["guides"], json!(["eva del Mar"]), "a second time changes nothing");
        for nobody in ["nadia", "cora"] {
            assert_eq!(appoint(nobody).await["field"], "login", "{nobody} is no guide");
        }
        world.adult("tom", &[Role::Guide]).await;
        assert_eq!(appoint("tom").await["field"], "login", "without a certificate nobody leads");
        assert_eq!(cora.node(kept["id"].as_str().expect("an id")).await["__typename"], "LedGroup");
    }

    async fn members_are_never_left_without_a_guide(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let faro = world.group("Faro").await;
        for name in ["eva", "ivo"] {
            guide(world, name).await;
        }
        world.correspondent("mia", &faro).await;
        let group = world.sealer().node_id(api::seal::NodeKind::Group, faro.id.as_uuid());
        cora.does(APPOINT, json!({ "group": group, "login": "eva" })).await;
        let goes = async |more: Value| {
            let mut input = json!({ "group": group, "login": "eva" });
            input["successor"] = more;
            cora.does(LET_GO, input).await
        };
        assert_eq!(goes(Value::Null).await["field"], "successor");
        assert_eq!(goes(json!("eva")).await["field"], "successor", "nobody comes after themselves");
        assert_eq!(goes(json!("nadia")).await["field"], "successor", "nobody of this name");
        assert_eq!(goes(json!("ivo")).await["group"]["guides"], json!(["ivo del Mar"]));
        assert_eq!(goes(Value::Null).await["field"], "login", "who does not lead can't go");
    }

    async fn what_can_be_no_group_is_told_by_its_field(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        assert_eq!(cora.does(CREATE, new("Faro")).await["__typename"], "GroupKept");
        for (field, value) in [
            ("name", json!("Faro")), ("name", json!("")), ("name", json!("x".repeat(200))), ("entity", json!(" ")),
            ("capacity", json!(0)), ("capacity", json!(201)), ("clientMutationId", json!("")),
        ] {
            let mut input = new("Norte");
            input[field] = value.clone();
            let refused = cora.does(CREATE, input).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!(field)), "{value}: {refused}");
        }
        let twice = || { let mut input = new("Sur"); input["clientMutationId"] = json!("one"); input };
        let made = cora.does(CREATE, twice()).await;
        assert_eq!(cora.does(CREATE, twice()).await, made, "a retry makes no other group");
    }

    async fn those_who_run_the_panel_see_every_group_page_by_page(world) {
        let (cora, ada) = (world.adult("cora", &[Role::Coordinator]).await, world.adult("ada", &[Role::Administrator]).await);
        for name in ["Uno", "Dos", "Tres"] {
            world.group(name).await;
            world.passes(chrono::TimeDelta::milliseconds(2));
        }
        let (first, page) = names(&cora, 2, &Value::Null).await;
        assert_eq!((first, &page["hasNextPage"]), (vec![json!("Tres"), json!("Dos")], &json!(true)));
        let (second, page) = names(&ada, 2, &page["endCursor"]).await;
        assert_eq!((second, &page["hasNextPage"]), (vec![json!("Uno")], &json!(false)));
        let nonsense = cora.send(ALL, json!({ "first": 2, "after": "nonsense" })).await;
        assert_eq!(nonsense.code(), "BAD_USER_INPUT");
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let tom = world.moderator("tom").await;
        world.relate(Relation::Guide(faro.id, tom.account())).await;
        for who in [&mia, &tom] {
            assert_eq!(who.send(ALL, json!({})).await.data()["viewer"]["allGroups"], Value::Null);
        }
    }

    async fn the_texts_that_people_agree_to_are_there_in_every_language(world) {
        let text = "query($language: Language) { consentText(language: $language) { version introduction purposes { purpose html } closing }
            codeOfConduct(language: $language) { version html } }";
        let reader = world.reader();
        let mut introductions = std::collections::BTreeSet::new();
        for language in ["SPANISH", "ENGLISH", "PORTUGUESE", "CATALAN", "GALICIAN", "BASQUE"] {
            let read = reader.send(text, json!({ "language": language })).await.data().clone();
            let consent = &read["consentText"];
            assert_eq!((&consent["version"], &read["codeOfConduct"]["version"]), (&json!(1), &json!(1)));
            assert_eq!(consent["purposes"].as_array().map(Vec::len), Some(5));
            assert!(read["codeOfConduct"]["html"].as_str().is_some_and(|html| html.contains("<li>")));
            introductions.insert(consent["introduction"].to_string());
        }
        assert_eq!(introductions.len(), 6);
        let own = reader.send("{ consentText { introduction } }", json!({})).await;
        assert!(own.data()["consentText"]["introduction"].as_str().is_some_and(|html| html.contains("Before you say")));
    }
}
