//! What is next for one adult: what they read and do not leave to others, without a reason, and without a trace of what they gave back.

use chrono::TimeDelta;
use domain::ReviewId;
use serde_json::{Value, json};
use storage::{StorageError, Tx, claims};
use tests::{CLAIM_NEXT, Person, ReviewHandle, SET_PREFERENCES, World, stories};

const QUEUE: &str = "query($everything: Boolean) { viewer { reviewQueue(first: 50, everything: $everything) { edges { node { title themes } } }
    reviewPreferences { languages withoutThemes withoutTopics { id } } } }";

const TOPICS: &str = "{ topics { id name } }";

const START: &str = "mutation($input: StartDraftInput!) { startDraft(input: $input) { ... on DraftStarted { draft { id version } } } }";

async fn says(who: &Person<'_>, said: Value) {
    let given = who.does(SET_PREFERENCES, said).await;
    assert_eq!(given["__typename"], "ReviewPreferencesSet", "{given}");
}

/// The headlines of the queue; with all of it, or without what is left to others.
async fn titles(who: &Person<'_>, everything: bool) -> Vec<String> {
    let seen = who.send(QUEUE, json!({ "everything": everything })).await;
    let edges = seen.data()["viewer"]["reviewQueue"]["edges"]
        .as_array()
        .cloned();
    let edges = edges.expect("a queue").into_iter();
    edges
        .map(|edge| {
            edge["node"]["title"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

/// Writes in a language, on topics.
async fn writes(who: &Person<'_>, title: &str, language: &str, topics: &[Value]) {
    let text =
        json!({ "title": title, "body": "La marea sube.", "language": language, "topics": topics });
    let started = who.does(START, json!({ "text": text })).await;
    let draft = &started["draft"];
    let input = json!({ "draft": draft["id"], "version": draft["version"] });
    let given = who.does(tests::SUBMIT, input).await;
    assert_eq!(given["__typename"], "DraftSubmitted", "{given}");
    who.world().passes(TimeDelta::minutes(1));
}

/// Whether it is stored that somebody gave a review back.
async fn rests(world: &World, who: &Person<'_>, review: &ReviewHandle) -> bool {
    let (_, id) = world.sealer().open_node(&review.id).expect("a review");
    let (account, now) = (who.account(), world.now());
    let read = async move |tx: &mut Tx| {
        claims::is_resting(tx, ReviewId::from_uuid(id), account, now).await
    };
    world
        .app()
        .db()
        .read::<_, StorageError, _>(read)
        .await
        .expect("a read")
}

stories! {
    async fn an_adult_is_offered_the_languages_they_read(world) {
        let group = world.group("Faro").await;
        let (mia, ann, bob) = (world.correspondent("mia", &group).await, world.moderator("ann").await, world.moderator("bob").await);
        writes(&mia, "Itsasoa", "BASQUE", &[]).await;
        writes(&mia, "Mar", "SPANISH", &[]).await;
        says(&ann, json!({ "languages": ["ENGLISH", "SPANISH"] })).await;
        assert_eq!(titles(&ann, false).await, ["Mar"]);
        assert_eq!(titles(&ann, true).await, ["Itsasoa", "Mar"]);
        assert_eq!(titles(&bob, false).await, ["Itsasoa", "Mar"], "whoever said nothing");
        let taken = ann.takes_next().await.expect("the Spanish one");
        assert_eq!(taken.seen["title"], "Mar");
        ann.approves(&taken).await;
        let empty = ann.does(CLAIM_NEXT, json!({})).await;
        assert_eq!((&empty["__typename"], &empty["leavesSome"]), (&json!("QueueEmpty"), &json!(true)), "{empty}");
        let taken = bob.takes_next().await.expect("the Basque one");
        bob.approves(&taken).await;
        assert_eq!(ann.does(CLAIM_NEXT, json!({})).await["leavesSome"], false);
    }

    async fn what_is_hard_to_read_may_be_left_to_others_and_still_be_taken_by_name(world) {
        let group = world.group("Faro").await;
        let (mia, ann, bob) = (world.correspondent("mia", &group).await, world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("A veces", "A veces me quiero morir.").await;
        world.passes(TimeDelta::minutes(1));
        mia.writes("Mareas", "La marea sube.").await;
        says(&ann, json!({ "withoutThemes": ["SELF_HARM", "ABUSE"] })).await;
        assert_eq!(titles(&ann, false).await, ["Mareas"]);
        assert_eq!(ann.takes_next().await.expect("another").seen["title"], "Mareas");
        let seen = bob.send(QUEUE, json!({ "everything": false })).await;
        let first = seen.data()["viewer"]["reviewQueue"]["edges"][0]["node"].clone();
        assert_eq!(first, json!({ "title": "A veces", "themes": ["SELF_HARM"] }), "to know before reading");
        let danger = bob.takes_next().await.expect("the danger");
        bob.releases(&danger).await;
        assert_eq!(ann.claims(&danger).await["__typename"], "ReviewClaimed", "by name it may be taken");
        says(&ann, json!({})).await;
        let seen = ann.send(QUEUE, json!({})).await;
        assert_eq!(seen.data()["viewer"]["reviewPreferences"], json!({ "languages": [], "withoutThemes": [], "withoutTopics": [] }));
    }

    async fn topics_may_be_left_to_others(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        for name in ["Salud", "Deporte"] {
            world.topic(name).await;
        }
        let topics = world.reader().send(TOPICS, json!({})).await.data()["topics"].clone();
        let (sport, health) = (topics[0]["id"].clone(), topics[1]["id"].clone());
        writes(&mia, "Cuerpo", "SPANISH", &[sport.clone(), health.clone()]).await;
        writes(&mia, "Balonmano", "SPANISH", &[sport]).await;
        says(&ann, json!({ "withoutTopics": [health, health] })).await;
        assert_eq!(titles(&ann, false).await, ["Balonmano"]);
        for wrong in [json!(["nothing"]), json!(vec![health.clone(); 51]), json!([group.id.to_string()])] {
            let refused = ann.does(SET_PREFERENCES, json!({ "withoutTopics": wrong })).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("withoutTopics")), "{refused}");
        }
        assert_eq!(titles(&ann, false).await, ["Balonmano"], "what was said before still holds");
    }

    async fn nobody_learns_what_somebody_leaves_to_others(world) {
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        says(&ann, json!({ "withoutThemes": ["EATING"], "languages": ["BASQUE"] })).await;
        let seen = bob.send("{ viewer { colleagues { nodes { penName isActive isSafeguardingLead languages } } reviewPreferences { withoutThemes } } }", json!({})).await;
        let viewer = &seen.data()["viewer"];
        assert_eq!(viewer["colleagues"]["nodes"], json!([{ "penName": "ann del Mar", "isActive": true, "isSafeguardingLead": false, "languages": ["BASQUE"] }]));
        assert_eq!(viewer["reviewPreferences"]["withoutThemes"], json!([]));
        let stored = world.database().first_held(&["EATING", "Eating", "\"themes\"", "\"topics\"", "\"languages\""]).await.expect("a look");
        assert_eq!(stored, None, "not even in the audit log");
        assert!(world.database().holds("review-preferences.set").await.expect("a look"));
    }

    async fn whoever_works_for_nobody_says_nothing_and_whoever_reads_nothing_sees_no_colleagues(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let tom = world.adult("tom", &[domain::Role::Administrator]).await;
        assert_eq!(mia.does(SET_PREFERENCES, json!({})).await["__typename"], "NotAllowedError");
        says(&tom, json!({})).await;
        for (other, own) in [(&mia, Value::Null), (&tom, json!({ "languages": [] }))] {
            let seen = other.send("{ viewer { colleagues { nodes { penName } } reviewPreferences { languages } questions { id } } }", json!({})).await;
            assert_eq!(seen.data()["viewer"], json!({ "colleagues": null, "reviewPreferences": own, "questions": [] }));
        }
    }

    async fn what_was_given_back_leaves_no_trace_once_it_rested(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let taken = ann.takes_next().await.expect("the review");
        ann.releases(&taken).await;
        assert!(ann.takes_next().await.is_none(), "it rests");
        assert!(rests(world, &ann, &taken).await);
        world.passes(TimeDelta::hours(11));
        app::jobs::register(world.app()).await.expect("registered");
        app::jobs::run_due(world.app()).await.expect("jobs");
        assert!(rests(world, &ann, &taken).await);
        world.passes(TimeDelta::hours(1));
        app::jobs::run_due(world.app()).await.expect("jobs");
        // As if it were the moment at which it was given back: only the row could tell.
        world.passes(TimeDelta::hours(-12));
        assert!(!rests(world, &ann, &taken).await, "nothing is left of it");
        world.passes(TimeDelta::hours(12));
        let ann = world.signed_in("ann", ann.account()).await;
        assert!(ann.takes_next().await.is_some(), "and is offered again");
    }
}
