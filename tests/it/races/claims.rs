//! Several moderators reach for the same reviews in the same moment.

use futures_util::future::join_all;
use tests::{Person, ReviewHandle, World, stories};

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
}
