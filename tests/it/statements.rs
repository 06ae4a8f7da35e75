//! How many statements each operation asks of the database: a number here changes only on purpose.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tests::{Person, World, stories};

/// Counts what one request asks.
async fn count(world: &World, who: &Person<'_>, query: &str, variables: Value) -> u64 {
    let before = world.app().db().statements();
    let answered = who.send(query, variables).await;
    answered.data();
    world.app().db().statements() - before
}

const EXPECTED: &str = "\
feed of 20 for a reader: 1
feed of 20 with html: 2
feed of 26 with topics: 2
post at its address: 2
post at its address with topics: 3
nothing at an address: 1
drafts of a correspondent: 10
one draft: 10
queue of a moderator: 6
one review: 13
start a draft: 13
save a draft: 15
check a draft: 13
submit a draft: 29
take the next review: 24
approve: 39
comment: 43
post with its comments: 4
feed with counts: 2
what happened, the 20 newest: 7
what happened, with drafts and comments: 14
what happened, for who reads: 6
";

stories! {
    async fn each_operation_asks_the_database_no_more_than_it_says(world) {
        let group = world.group("Faro").await;
        let topic = world.topic("Mar").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let mut slug = String::new();
        for number in 0..25 {
            slug = mia.publishes(&format!("Post {number}"), "Texto.", &ann).await.1;
        }
        let topic = world.sealer().node_id(api::seal::NodeKind::Topic, topic.id.as_uuid());
        let mut report = String::new();
        let mut say = |name: &str, count: u64| writeln!(report, "{name}: {count}").unwrap();
        let reader = world.reader();
        let feed = "{ posts { edges { node { id slug title summary publishedOn authors { penName } group { name } } } } }";
        say("feed of 20 for a reader", count(world, &reader, feed, json!({})).await);
        let html = "{ posts { edges { node { slug html } } } }";
        say("feed of 20 with html", count(world, &reader, html, json!({})).await);

        let text = json!({ "title": "Con tema", "body": "Texto.", "language": "SPANISH", "topics": [topic] });
        let started = mia.does(tests::START, json!({ "text": text })).await;
        let draft = tests::DraftHandle { id: started["draft"]["id"].as_str().unwrap().to_owned(), version: 1 };
        mia.submits(&draft).await;
        let with_topic = ann.publishes_next().await;
        let topics = "{ posts(first: 50) { edges { node { slug topics { name } } } } }";
        say("feed of 26 with topics", count(world, &reader, topics, json!({})).await);
        let post = "query($slug: String!) { post(slug: $slug) { title html authors { penName } group { name } contentHash } }";
        say("post at its address", count(world, &reader, post, json!({ "slug": slug })).await);
        say("post at its address with topics", count(world, &reader, tests::POST, json!({ "slug": with_topic })).await);
        say("nothing at an address", count(world, &reader, post, json!({ "slug": "nothing" })).await);
        say("drafts of a correspondent", count(world, &mia, tests::DRAFTS, json!({})).await);
        let one = "query($id: ID!) { viewer { draft(id: $id) { title submission { state } post { slug } } } }";
        say("one draft", count(world, &mia, one, json!({ "id": draft.id })).await);
        let waiting = mia.writes("Espera", "Texto.").await;
        say("queue of a moderator", count(world, &ann, tests::QUEUE, json!({})).await);
        let review = ann.takes_next().await.unwrap();
        say("one review", count(world, &ann, tests::REVIEW, json!({ "id": review.id })).await);
        ann.approves(&review).await;
        let text = json!({ "title": "Otro", "body": "Texto.", "language": "SPANISH" });
        say("start a draft", count(world, &mia, tests::START, json!({ "input": { "text": text } })).await);
        let save = json!({ "input": { "draft": waiting.id, "version": 1, "text": text } });
        say("save a draft", count(world, &mia, tests::SAVE, save).await);
        let check = json!({ "input": { "draft": waiting.id } });
        say("check a draft", count(world, &mia, tests::CHECK, check).await);
        let submit = json!({ "input": { "draft": waiting.id, "version": 2 } });
        say("submit a draft", count(world, &mia, tests::SUBMIT, submit).await);
        say("take the next review", count(world, &ann, tests::CLAIM_NEXT, json!({ "input": {} })).await);
        let review = ann.takes_next().await.unwrap();
        let approve = json!({ "input": { "review": review.id, "contentHash": review.hash } });
        say("approve", count(world, &ann, tests::APPROVE, approve).await);
        // What happens from here on is newer than what happened before, and so among the newest.
        world.passes(chrono::TimeDelta::minutes(1));
        let commented = mia.post(&slug).await["id"].clone();
        let comment = json!({ "input": { "on": commented, "text": "Sí.", "language": "SPANISH" } });
        say("comment", count(world, &mia, tests::COMMENT, comment).await);
        ann.publishes_comment().await;
        let first = mia.comments_on(&slug).await[0]["id"].clone();
        for words in ["Uno.", "Dos.", "Tres."] {
            mia.says(&first, words).await;
            ann.publishes_comment().await;
        }
        let page = "query($slug: String!) { post(slug: $slug) { commentCount comments { nodes { html author { penName } replyTo { html } } } } }";
        say("post with its comments", count(world, &reader, page, json!({ "slug": slug })).await);
        let counts = "{ posts(first: 50) { nodes { slug commentCount } } }";
        say("feed with counts", count(world, &reader, counts, json!({})).await);
        let told = "{ viewer { newNotifications notifications { nodes { id kind message at isNew } } } }";
        say("what happened, the 20 newest", count(world, &mia, told, json!({})).await);
        let told = "{ viewer { notifications { nodes { id kind draft { id title post { slug } } comment { html author { penName } } } } } }";
        say("what happened, with drafts and comments", count(world, &mia, told, json!({})).await);
        let told = "{ viewer { notifications { nodes { id kind review { id title state } } } } }";
        say("what happened, for who reads", count(world, &ann, told, json!({})).await);
        assert_eq!(report, EXPECTED);
    }
}
