//! Several people reach for the same thing in the same moment, or one of them several times.

use futures_util::future::join_all;
use serde_json::json;
use tests::{APPROVE, Person, ReviewHandle, START, SUBMIT, World, stories};

const CALLERS: usize = 8;
const WAITING: usize = 5;
const ROUNDS: usize = 125;

async fn callers(world: &World) -> Vec<Person<'_>> {
    let mut callers = vec![];
    for number in 0..CALLERS {
        callers.push(world.moderator(&format!("mod{}", letter(number))).await);
    }
    callers
}

fn letter(number: usize) -> char {
    char::from(b'a' + u8::try_from(number).expect("a small number"))
}

async fn waiting(world: &World) {
    let group = world.group("Faro").await;
    let mia = world.correspondent("mia", &group).await;
    for number in 0..WAITING {
        mia.writes(&format!("Post {number}"), "Texto.").await;
    }
}

stories! {
    async fn no_review_is_ever_held_twice_when_eight_moderators_take_the_next_one(world) {
        waiting(world).await;
        let callers = callers(world).await;
        for round in 0..ROUNDS {
            let taken = join_all(callers.iter().map(Person::takes_next)).await;
            let mut held: Vec<&ReviewHandle> = taken.iter().flatten().collect();
            held.sort_by(|a, b| a.id.cmp(&b.id));
            let ids: Vec<&str> = held.iter().map(|review| review.id.as_str()).collect();
            let mut unique = ids.clone();
            unique.dedup();
            assert_eq!(ids, unique, "round {round}");
            assert!(!ids.is_empty() && ids.len() <= WAITING, "round {round}: {}", ids.len());
            // Who asks again while something waits gets it: in the end all of it is held.
            let rest = join_all(callers.iter().map(Person::takes_next)).await;
            let all: std::collections::BTreeSet<&str> = rest.iter().flatten().map(|review| review.id.as_str()).collect();
            assert_eq!(all.len(), WAITING, "round {round}");
            // What nobody decided is put back in line when its time is up.
            callers[0].waits_until_claims_lapse();
        }
    }

    async fn exactly_one_of_eight_moderators_who_claim_one_review_gets_it(world) {
        waiting(world).await;
        let callers = callers(world).await;
        let review = callers[0].takes_next().await.expect("a review");
        callers[0].releases(&review).await;
        for round in 0..ROUNDS {
            let given = join_all(callers.iter().map(|caller| caller.claims(&review))).await;
            let winners: Vec<usize> = (0..CALLERS)
                .filter(|number| given[*number]["__typename"] == "ReviewClaimed")
                .collect();
            assert_eq!(winners.len(), 1, "round {round}: {given:?}");
            assert!(given.iter().all(|given| ["ReviewClaimed", "ReviewHeldError"]
                .iter().any(|name| given["__typename"] == *name)), "round {round}: {given:?}");
            let released = callers[winners[0]].releases(&review).await;
            assert_eq!(released["__typename"], "ClaimReleased");
        }
    }

    async fn a_write_that_is_sent_eight_times_at_once_with_one_retry_id_is_done_once(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let text = json!({ "title": "Uno", "body": "Texto.", "language": "SPANISH" });
        let start = json!({ "text": text, "clientMutationId": "start" });
        let started = join_all((0..CALLERS).map(|_| mia.does(START, start.clone()))).await;
        assert_eq!(started[0]["__typename"], "DraftStarted", "{started:?}");
        assert!(started.iter().all(|given| *given == started[0]), "{started:?}");
        assert_eq!(mia.drafts().await.len(), 1);

        let submit = json!({ "draft": started[0]["draft"]["id"], "version": 1, "clientMutationId": "submit" });
        let submitted = join_all((0..CALLERS).map(|_| mia.does(SUBMIT, submit.clone()))).await;
        assert!(submitted.iter().all(|given| given["__typename"] == "DraftSubmitted"), "{submitted:?}");
        assert_eq!(mia.drafts().await[0]["submission"]["number"], 1);

        let review = ann.takes_next().await.expect("the review");
        let approve = json!({ "review": review.id, "contentHash": review.hash, "clientMutationId": "approve" });
        let approved = join_all((0..CALLERS).map(|_| ann.does(APPROVE, approve.clone()))).await;
        assert_eq!(approved[0]["outcome"], "PUBLISHED", "{approved:?}");
        assert!(approved.iter().all(|given| *given == approved[0]), "{approved:?}");
    }
}
