//! How much one account may ask for: by cost, told in words, and nobody else pays for it.

use api::http::RatesConfig;
use app::buckets::Budget;
use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{FEED, Kind, World};

/// A feed at a time, and then one in hours.
fn little() -> RatesConfig {
    RatesConfig {
        account: Budget::per_second(700, 1),
        ..RatesConfig::default()
    }
}

fn cost(answer: &Value) -> Option<(u64, u64)> {
    let cost = &answer["extensions"]["cost"];
    cost["requested"].as_u64().zip(cost["remaining"].as_u64())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_uses_up_its_budget_is_told_when_to_come_back() {
    let world = World::with_rates(Kind::Sqlite, little())
        .await
        .expect("a world");
    let faro = world.group("Faro").await;
    let (mia, leo) = (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &faro).await,
    );
    let first = mia.send(FEED, json!({ "first": 10 })).await;
    let (requested, left) = cost(&first.body).expect("who is signed in is told the cost");
    assert!(requested > 100 && left < 700, "{}", first.body);
    let twice = mia.send(FEED, json!({ "first": 20 })).await;
    let (more, _) = cost(&twice.body).unwrap_or_default();
    assert!(more > requested, "a larger page costs more: {}", twice.body);

    let refused = mia.send(FEED, json!({ "first": 50 })).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.code(), "RATE_LIMITED");
    let error = &refused.body["errors"][0];
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|words| words.contains("too fast")),
        "{error}"
    );
    assert_eq!(
        error["extensions"]["retryAfter"].as_u64(),
        refused.retry_after
    );
    assert!(refused.retry_after.is_some_and(|seconds| seconds > 60));
    assert!(refused.body.get("data").is_none());

    let other = leo.send(FEED, json!({ "first": 10 })).await;
    assert!(
        cost(&other.body).is_some(),
        "nobody else pays: {}",
        other.body
    );
    let reader = world.reader().send(FEED, json!({ "first": 50 })).await;
    assert!(reader.data().is_object() && cost(&reader.body).is_none());
    world.end().await.expect("the end of a world");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_costs_its_address_something_too() {
    let rates = RatesConfig {
        address: Budget::per_second(700, 1),
        ..RatesConfig::default()
    };
    let world = World::with_rates(Kind::Sqlite, rates)
        .await
        .expect("a world");
    let faro = world.group("Faro").await;
    let mia = world.correspondent("mia", &faro).await;
    let mut codes = vec![];
    for number in 0..80 {
        let answered = mia.send(&format!("{{ unknown{number} }}"), json!({})).await;
        codes.push(answered.code().to_owned());
    }
    assert_eq!(
        codes.first().map(String::as_str),
        Some("GRAPHQL_VALIDATION_FAILED")
    );
    assert_eq!(codes.last().map(String::as_str), Some("RATE_LIMITED"));
    world.end().await.expect("the end of a world");
}
