//! Topics by those who run the panel: created and renamed, each under an address that stays.

use domain::Role;
use serde_json::{Value, json};
use tests::{Person, stories};

const CREATE: &str = "mutation($input: CreateTopicInput!) { createTopic(input: $input) {
    __typename ... on TopicKept { topic { id slug name } }
    ... on UserError { message } ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const RENAME: &str = "mutation($input: RenameTopicInput!) { renameTopic(input: $input) {
    __typename ... on TopicKept { topic { id slug name } }
    ... on UserError { message } ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";
const START: &str = "mutation($input: StartDraftInput!) { startDraft(input: $input) { ... on DraftStarted { draft { id version } } } }";
const SUBMIT: &str =
    "mutation($input: SubmitDraftInput!) { submitDraft(input: $input) { __typename } }";
const TOPICS: &str = "{ topics { slug name } }";
const TOPIC: &str = "query($slug: String!) { topic(slug: $slug) { name } }";

async fn creates(who: &Person<'_>, name: &str) -> Value {
    who.does(CREATE, json!({ "name": name })).await
}

async fn renames(who: &Person<'_>, topic: &Value, name: &str) -> Value {
    who.does(RENAME, json!({ "topic": topic, "name": name }))
        .await
}

stories! {
    async fn a_coordinator_creates_topics_and_everybody_finds_them(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let made = creates(&cora, "Salud mental").await;
        assert_eq!((&made["topic"]["slug"], &made["topic"]["name"]), (&json!("salud-mental"), &json!("Salud mental")), "{made}");
        creates(&cora, "Deporte").await;
        let seen = world.reader().send(TOPICS, json!({})).await.data()["topics"].clone();
        assert_eq!(seen, json!([{ "slug": "deporte", "name": "Deporte" }, { "slug": "salud-mental", "name": "Salud mental" }]));
        let twice = || json!({ "name": "Cine", "clientMutationId": "one" });
        let made = cora.does(CREATE, twice()).await;
        assert_eq!(cora.does(CREATE, twice()).await, made, "a retry makes no other topic");
    }

    async fn a_topic_gets_another_name_and_links_go_on_leading_to_it(world) {
        let (cora, ada) = (world.adult("cora", &[Role::Coordinator]).await, world.adult("ada", &[Role::Administrator]).await);
        let topic = creates(&cora, "Moviles").await["topic"]["id"].clone();
        let renamed = renames(&ada, &topic, "Móviles y redes").await;
        assert_eq!((&renamed["topic"]["slug"], &renamed["topic"]["name"]), (&json!("moviles"), &json!("Móviles y redes")), "{renamed}");
        let found = world.reader().send(TOPIC, json!({ "slug": "moviles" })).await;
        assert_eq!(found.data()["topic"]["name"], "Móviles y redes");
        let other = creates(&cora, "Móviles").await;
        let slug = other["topic"]["slug"].as_str().expect("an address");
        assert!(slug.starts_with("moviles-"), "what another topic keeps is not taken: {slug}");
        assert_eq!(renames(&ada, &topic, "Móviles y redes").await["__typename"], "TopicKept", "the same name again changes nothing");
    }

    async fn a_post_shows_the_name_that_its_topic_has_today(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let topic = creates(&cora, "Mar").await["topic"]["id"].clone();
        let input = json!({ "text": { "title": "Olas", "body": "Texto.", "language": "SPANISH", "topics": [topic] } });
        let started = mia.does(START, input).await;
        let draft = json!({ "draft": started["draft"]["id"], "version": started["draft"]["version"], "checked": null });
        assert_eq!(mia.does(SUBMIT, draft).await["__typename"], "DraftSubmitted", "{started}");
        let slug = ann.publishes_next().await;
        let names = async || world.reader().send("query($slug: String!) { post(slug: $slug) { topics { name } } }", json!({ "slug": slug })).await.data()["post"]["topics"].clone();
        assert_eq!(names().await, json!([{ "name": "Mar" }]));
        renames(&cora, &topic, "Mares").await;
        assert_eq!(names().await, json!([{ "name": "Mares" }]));
    }

    async fn what_can_be_no_topic_is_told_by_its_field(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let topic = creates(&cora, "Salud").await["topic"]["id"].clone();
        creates(&cora, "Deporte").await;
        for name in ["", " ", "SALUD", "¡!"] {
            let refused = creates(&cora, name).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("name")), "{name:?}: {refused}");
        }
        let refused = renames(&cora, &topic, "deporte").await;
        assert_eq!((&refused["field"], &refused["message"]), (&json!("name"), &json!("There is a topic with this name already. Choose another one.")), "{refused}");
        let long = creates(&cora, &"x".repeat(61)).await;
        assert_eq!(long["field"], "name", "{long}");
        for unknown in [json!("nothing"), json!(cora.account().to_string())] {
            assert_eq!(renames(&cora, &unknown, "Cine").await["__typename"], "NotFoundError", "{unknown}");
        }
        assert_eq!(renames(&cora, &topic, "salud").await["topic"]["name"], "salud", "its own name in other letters is free");
    }

    async fn there_are_never_more_than_can_be_chosen_from(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        for number in 0..app::topics::MOST_TOPICS {
            world.topic(&format!("Tema {number}")).await;
        }
        let refused = creates(&cora, "Uno de más").await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("name")), "{refused}");
    }
}
