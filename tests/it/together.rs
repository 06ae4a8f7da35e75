//! Posts that several write: one holds the pen, the others say yes or no to what is sent, and nobody approves it before all did. Text goes from one to
//! another in submissions only, which adults can read; what screening finds an adult reads first.

mod saying;
mod who;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tests::{Person, ReviewHandle, World};

struct Panel<'w> {
    lea: Person<'w>,
    noa: Person<'w>,
    ona: Person<'w>,
    moderator: Person<'w>,
}

async fn panel(world: &World) -> Panel<'_> {
    let group = world.group("Faro").await;
    Panel {
        lea: world.correspondent("lea", &group).await,
        noa: world.correspondent("noa", &group).await,
        ona: world.correspondent("ona", &group).await,
        moderator: world.moderator("vera").await,
    }
}

const TITLE: &str = "El mar de noche";
const TEXT: &str = "Fuimos a la playa a mirar las estrellas.";

/// What screening takes for a number to call.
const WITH_A_NUMBER: &str = "Llámame al 612 345 678 y vamos juntos.";

/// Who writes it and what they do, as one of them sees it.
fn parts(draft: &Value) -> Vec<(String, String)> {
    let all = draft["coAuthors"].as_array().cloned().unwrap_or_default();
    let part = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let all = all.iter().map(|it| (part(it, "penName"), part(it, "part")));
    all.collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = expected
        .iter()
        .map(|(name, part)| ((*name).to_owned(), (*part).to_owned()));
    owned.collect()
}

/// The review of what waits for co-authors, as moderators find it.
async fn awaiting(moderator: &Person<'_>) -> Vec<Value> {
    let asked = "{ viewer { reviewQueue(awaitingCoAuthors: true) { nodes {
        id title coAuthorsWord state revision { contentHash title body } } } } }";
    let seen = moderator.send(asked, json!({})).await;
    let nodes = seen.data()["viewer"]["reviewQueue"]["nodes"].as_array();
    nodes.cloned().unwrap_or_default()
}

/// What co-authors were shown and was taken back, as moderators find it.
async fn taken_back(moderator: &Person<'_>) -> Vec<Value> {
    let asked = "{ viewer { takenBackFromCoAuthors { state revision { body } } } }";
    let seen = moderator.send(asked, json!({})).await;
    let listed = seen.data()["viewer"]["takenBackFromCoAuthors"].as_array();
    listed.cloned().unwrap_or_default()
}

fn handle(listed: &Value) -> ReviewHandle {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    ReviewHandle {
        id: text(&listed["id"]),
        hash: text(&listed["revision"]["contentHash"]),
        seen: Value::Null,
    }
}

/// Kinds of what somebody was told, the newest first.
async fn told(person: &Person<'_>) -> Vec<String> {
    let asked = "{ viewer { notifications { nodes { kind } } } }";
    let seen = person.send(asked, json!({})).await;
    let nodes = seen.data()["viewer"]["notifications"]["nodes"].as_array();
    let kinds = nodes.into_iter().flatten();
    kinds
        .map(|it| it["kind"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Since when a review has been in line, and whether it is late.
async fn waiting_since(moderator: &Person<'_>, review: &ReviewHandle) -> (DateTime<Utc>, bool) {
    let query = "query($id: ID!) { viewer { review(id: $id) { isLate waitingSince } } }";
    let seen = moderator.send(query, json!({ "id": review.id })).await;
    let seen = &seen.data()["viewer"]["review"];
    let since = seen["waitingSince"].as_str().expect("a moment");
    (
        since.parse().expect("a moment"),
        seen["isLate"].as_bool().expect("late or not"),
    )
}
