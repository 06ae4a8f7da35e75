//! Lists are walked from either end, a page at a time, and give the same both ways.

use serde_json::{Value, json};
use tests::{Person, stories};

const DRAFTS: &str = "query($first: Int, $after: String, $last: Int, $before: String) { viewer {
    list: drafts(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } } } }";

const QUEUE: &str = "query($first: Int, $after: String, $last: Int, $before: String) { viewer {
    list: reviewQueue(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } } } }";

const OWN_POSTS: &str = "query($first: Int, $after: String, $last: Int, $before: String) {
    viewer: correspondent(penName: \"mia del Mar\") {
    list: posts(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } } } }";

async fn page(who: &Person<'_>, query: &str, asked: Value) -> Value {
    who.send(query, asked).await.data()["viewer"]["list"].clone()
}

fn ids(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("a list");
    nodes.iter().map(|node| node["id"].to_string()).collect()
}

/// Walks a list of five by two, from both ends.
async fn walk(who: &Person<'_>, query: &str) {
    let all = ids(&page(who, query, json!({ "first": 50 })).await);
    assert_eq!(all.len(), 5, "{query}");
    let (mut forward, mut after) = (vec![], Value::Null);
    loop {
        let page = page(who, query, json!({ "first": 2, "after": after })).await;
        assert_eq!(
            page["pageInfo"]["hasPreviousPage"],
            json!(!forward.is_empty())
        );
        forward.extend(ids(&page));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(forward, all, "{query}");
    let (mut backward, mut before) = (vec![], Value::Null);
    loop {
        let page = page(who, query, json!({ "last": 2, "before": before })).await;
        assert_eq!(page["pageInfo"]["hasNextPage"], json!(!backward.is_empty()));
        backward.splice(0..0, ids(&page));
        before = page["pageInfo"]["startCursor"].clone();
        if page["pageInfo"]["hasPreviousPage"] == false {
            break;
        }
    }
    assert_eq!(backward, all, "{query}");
    let both = who.send(query, json!({ "first": 1, "last": 1 })).await;
    assert_eq!(both.code(), "BAD_USER_INPUT", "{}", both.body);
    // What is around a list that failed is null as far as its type asks for it.
    let around = &both.body["data"]["viewer"];
    assert!(
        around.is_null() || around["list"].is_null(),
        "{}",
        both.body
    );
    assert!(
        around.is_null() || around.get("list").is_some(),
        "{}",
        both.body
    );
}

stories! {
    async fn every_list_is_walked_from_either_end(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        for number in 0..5 {
            mia.publishes(&format!("Pública {number}"), "Texto.", &ann).await;
        }
        walk(&mia, DRAFTS).await;
        app::people::set_blog_page(&world.app().operator(), mia.account(), true).await.expect("a blog page");
        walk(&world.reader(), OWN_POSTS).await;
        for number in 0..5 {
            mia.writes(&format!("Espera {number}"), "Texto.").await;
        }
        walk(&ann, QUEUE).await;
    }
}
