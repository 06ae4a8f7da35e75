//! An adult's hour: thirty submissions, each taken, read and decided with the documents that the pages send, three requests each, under the limits that a server begins with.

use api::http::RatesConfig;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Kind, Person, World};

const NEXT: &str = include_str!("../../web/operations/claim_next_review.graphql");
const READ: &str = include_str!("../../web/operations/review.graphql");
const APPROVE: &str = include_str!("../../web/operations/approve.graphql");
const DECLINE: &str = include_str!("../../web/operations/decline.graphql");
const CHANGES: &str = include_str!("../../web/operations/request_changes.graphql");

const ITEMS: i32 = 30;

/// What was asked for, and what it cost.
#[derive(Debug, Default)]
struct Hour {
    requests: i32,
    cost: u64,
}

impl Hour {
    async fn ask(&mut self, who: &Person<'_>, document: &str, variables: Value) -> Value {
        let answered = who.send(document, variables).await;
        self.requests += 1;
        let cost = answered.body["extensions"]["cost"]["requested"].as_u64();
        self.cost += cost.expect("who is signed in is told the cost");
        let data = answered.data().as_object().expect("data");
        // What is read stands under the viewer, beside the reasons to choose from.
        let given = data.get("viewer").or_else(|| data.values().next());
        given.cloned().expect("a field")
    }

    /// Takes, reads and decides one submission.
    async fn decide(&mut self, who: &Person<'_>, number: i32) {
        let next = self.ask(who, NEXT, json!({ "input": {} })).await;
        let id = next["review"]["id"].clone();
        assert!(id.is_string(), "{next}");
        let seen = self.ask(who, READ, json!({ "id": id })).await["review"].clone();
        let hash = seen["revision"]["contentHash"].clone();
        let mut input = json!({ "review": id, "contentHash": hash });
        let (document, ended) = match number % 5 {
            0 => (CHANGES, "ChangesRequested"),
            1 => (DECLINE, "Declined"),
            _ => (APPROVE, "Approved"),
        };
        if ended != "Approved" {
            let passage = json!({ "field": "BODY", "start": 0, "end": 5 });
            input["grounds"] = json!([{ "reason": "OFF_TOPIC_OR_FORM", "quotes": [passage] }]);
            input["message"] = json!("Cuenta más de lo que viste.");
        }
        let decided = self.ask(who, document, json!({ "input": input })).await;
        assert_eq!(decided["__typename"], ended, "{decided}");
    }
}

async fn an_hour_goes_by(kind: Kind) {
    let world = World::with_rates(kind, RatesConfig::default()).await;
    let world = world.expect("a world");
    let faro = world.group("Faro").await;
    let mut children = Vec::new();
    for name in ["mia", "leo", "eva", "noa", "iker", "sara"] {
        children.push(world.correspondent(name, &faro).await);
    }
    let ann = world.moderator("ann").await;
    for number in 0..ITEMS {
        let child = &children[usize::try_from(number).expect("a number") % children.len()];
        child
            .writes(
                &format!("Cuaderno {number}"),
                &format!("Lo que vimos el día {number}."),
            )
            .await;
    }
    let mut hour = Hour::default();
    for number in 0..ITEMS {
        hour.decide(&ann, number).await;
        world.passes(TimeDelta::minutes(2));
    }
    assert_eq!(hour.requests, 3 * ITEMS);
    // All of it at once would be within the budget too.
    let budget = RatesConfig::default().account.burst();
    assert!(hour.cost < u64::from(budget), "{hour:?}");
    assert!(ann.queue().await.is_some_and(|waiting| waiting.is_empty()));
    assert_eq!(ann.feed().await.len(), 18);
    world.end().await.expect("the end of a world");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_adult_decides_thirty_submissions_with_three_requests_each_on_sqlite() {
    an_hour_goes_by(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_adult_decides_thirty_submissions_with_three_requests_each_on_postgres() {
    if Kind::Postgres.is_there() {
        an_hour_goes_by(Kind::Postgres).await;
    }
}
