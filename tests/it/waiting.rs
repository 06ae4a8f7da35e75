//! What waits: inside a lane the surest first, and what waits too long calls for people. Waiting decides nothing, ever.

use chrono::TimeDelta;
use serde_json::json;
use tests::{Person, QUEUE, World, stories};

const WAITING_TIMES: &str = "{ viewer { waitingTimes { halfWithin mostWithin oldest } } }";

/// What screening finds, the surer one first.
const SURE: &str = "Me llamo Marta y mi correo es marta.gil@example.org.";
const UNSURE: &str = "Estudio en el IES Cervantes.";
const DANGER: &str = "No quiero vivir más, esta noche me mato.";

/// Raises what alarms are due, and gives what all mails to those on call were about.
async fn calls(world: &World) -> Vec<&'static str> {
    app::reviews::raise_alarms(world.app())
        .await
        .expect("alarms");
    let letters = world.letters().await;
    let calls = letters
        .iter()
        .filter(|letter| letter.contains("rota@altavoz.test"));
    let mut calls: Vec<_> = calls
        .map(|letter| {
            if letter.contains("peligro") {
                "danger"
            } else {
                "late"
            }
        })
        .collect();
    calls.sort_unstable();
    calls
}

/// The titles in the queue of somebody, with the lane and whether each is late.
async fn queue(reviewer: &Person<'_>) -> Vec<(String, String, bool)> {
    let answered = reviewer.send(QUEUE, json!({ "first": 50 })).await;
    let edges = answered.data()["viewer"]["reviewQueue"]["edges"]
        .as_array()
        .cloned();
    let nodes = edges
        .expect("a queue")
        .into_iter()
        .map(|edge| edge["node"].clone());
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    nodes
        .map(|node| {
            (
                text(&node["title"]),
                text(&node["lane"]),
                node["isLate"].as_bool().expect("late or not"),
            )
        })
        .collect()
}

stories! {
    async fn inside_a_lane_what_screening_is_surer_of_comes_first(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Colegio", UNSURE).await;
        world.passes(TimeDelta::minutes(1));
        mia.writes("Correo", SURE).await;
        let places: Vec<_> = queue(&ann).await.into_iter().map(|(title, lane, _)| (title, lane)).collect();
        let expected = [("Correo", "P2"), ("Colegio", "P2")].map(|(title, lane)| (title.to_owned(), lane.to_owned()));
        assert_eq!(places, expected);
        let next = ann.takes_next().await.expect("the surer one");
        assert_eq!(next.seen["revision"]["title"], "Correo");
    }

    async fn danger_that_nobody_read_within_an_hour_calls_for_people(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Hoy", "Hoy hubo partido de balonmano.").await;
        mia.writes("Noche", DANGER).await;
        world.passes(TimeDelta::minutes(59));
        assert!(calls(world).await.is_empty());
        assert!(queue(&ann).await.iter().all(|(_, _, late)| !late));
        world.passes(TimeDelta::minutes(2));
        assert_eq!(calls(world).await, ["danger"]);
        let late: Vec<_> = queue(&ann).await.into_iter().map(|(title, _, late)| (title, late)).collect();
        assert_eq!(late, [("Noche".to_owned(), true), ("Hoy".to_owned(), false)]);
        world.passes(TimeDelta::minutes(30));
        assert_eq!(calls(world).await.len(), 1, "one call an hour");
        world.passes(TimeDelta::minutes(31));
        assert_eq!(calls(world).await.len(), 2);
        world.passes(TimeDelta::minutes(58));
        let review = ann.takes_next().await.expect("the danger");
        assert_eq!(review.seen["revision"]["title"], "Noche");
        world.passes(TimeDelta::minutes(4));
        assert_eq!(calls(world).await.len(), 2, "somebody reads it");
    }

    async fn each_kind_has_its_call_and_calls_of_a_kind_are_gathered(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        mia.writes("Uno", "Hoy hubo partido de balonmano.").await;
        mia.writes("Dos", "Hoy fuimos al museo del mar.").await;
        mia.writes("Noche", DANGER).await;
        world.passes(TimeDelta::minutes(30));
        mia.writes("Tres", "Hoy plantamos tomates en el huerto.").await;
        world.passes(TimeDelta::hours(47) + TimeDelta::minutes(31));
        assert_eq!(calls(world).await, ["danger", "late"], "one mail for two late texts");
        world.passes(TimeDelta::minutes(30));
        assert_eq!(calls(world).await, ["danger", "late"], "the third is late too, and waits for the next call");
        world.passes(TimeDelta::minutes(31));
        assert_eq!(calls(world).await, ["danger", "danger", "late", "late"]);
    }

    async fn whatever_waits_for_two_days_calls_for_people_and_is_never_decided_by_it(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        mia.writes("Hoy", "Hoy hubo partido de balonmano.").await;
        world.passes(TimeDelta::hours(47));
        assert!(calls(world).await.is_empty());
        for days in 0..90_usize {
            world.passes(TimeDelta::hours(24));
            assert_eq!(calls(world).await.len(), days + 1);
        }
        assert!(world.reader().feed().await.is_empty(), "nothing is published");
        let ann = world.moderator("ann").await;
        assert_eq!(queue(&ann).await, [("Hoy".to_owned(), "P5".to_owned(), true)], "nothing is refused");
    }

    async fn a_call_that_nobody_got_is_made_again(world) {
        let group = world.group("Faro").await;
        world.correspondent("mia", &group).await.writes("Noche", DANGER).await;
        world.passes(TimeDelta::minutes(61));
        world.mail_works(false);
        app::reviews::raise_alarms(world.app()).await.expect("alarms");
        world.mail_works(true);
        world.passes(TimeDelta::minutes(2));
        assert!(calls(world).await.is_empty(), "not at once");
        world.passes(TimeDelta::minutes(4));
        assert_eq!(calls(world).await, ["danger"]);
    }

    async fn whoever_waits_is_told_how_long_it_usually_takes_and_nothing_of_anybody(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let times = async |who: &Person<'_>| {
            who.send(WAITING_TIMES, json!({})).await.data()["viewer"]["waitingTimes"].clone()
        };
        assert_eq!(times(&mia).await, json!({ "halfWithin": null, "mostWithin": null, "oldest": null }));
        for number in 0..10 {
            let draft = mia.writes(&format!("Post {number}"), "Hoy hubo partido.").await;
            world.passes(TimeDelta::minutes(30 + 30 * number));
            let review = ann.takes_next().await.expect("a review");
            if number % 2 == 0 { ann.approves(&review).await } else { ann.declines(&review, "No.").await };
            // What its author takes back was decided by nobody.
            let again = mia.rewrites(&draft, &format!("Otro {number}"), "Hoy hubo otro partido.").await;
            mia.submits(&again).await;
            mia.withdraws(&again).await;
        }
        assert_eq!(times(&mia).await, json!({ "halfWithin": 3, "mostWithin": 5, "oldest": null }));
        // What is oldest is told among several, by the day, and not to those who see the queue.
        mia.writes("Espera", "Hoy no.").await;
        world.passes(TimeDelta::hours(25));
        let mia = world.signed_in("mia", mia.account()).await;
        assert!(times(&mia).await["oldest"].is_null());
        for number in 0..4 {
            mia.writes(&format!("Espera {number}"), "Hoy tampoco.").await;
        }
        assert_eq!(times(&mia).await["oldest"], 2);
        let ann = world.signed_in("ann", ann.account()).await;
        assert_eq!(times(&ann).await, json!({ "halfWithin": 3, "mostWithin": 5, "oldest": null }));
        assert!(times(&world.reader()).await.is_null());
    }
}
