//! Two who give their word while a third one writes and adults decide, all at once: what is approved, and what is public, is what both said yes to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::{join, join_all};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tests::{ASK_CO_AUTHORS, DraftHandle, GIVE_WORD, Person, ReviewHandle, World, stories};

const STEPS: usize = 1_200;
const POSTS: usize = 8;

/// What everybody did together.
#[derive(Default)]
struct Book {
    steps: AtomicUsize,
    /// Who said yes to which bytes: noted before it is sent, so that nobody is ahead of the book.
    agreed: Mutex<BTreeSet<(usize, String)>>,
    approved: Mutex<BTreeSet<String>>,
    outcomes: Mutex<BTreeMap<String, usize>>,
}

impl Book {
    fn goes_on(&self) -> bool {
        self.steps.fetch_add(1, Ordering::Relaxed) < STEPS
    }

    fn note(&self, step: &str, given: &Value) {
        let name = format!("{step} {}", given["__typename"].as_str().unwrap_or("?"));
        *self.outcomes.lock().unwrap().entry(name).or_default() += 1;
    }

    /// Whether both said yes to these bytes.
    fn all_agreed(&self, hash: &str) -> bool {
        let agreed = self.agreed.lock().unwrap();
        (0..2).all(|other| agreed.contains(&(other, hash.to_owned())))
    }
}

/// Writes and sends, now and then with a number to call that an adult has to read first.
async fn writes(me: &Person<'_>, book: &Book, mut drafts: Vec<DraftHandle>) {
    let mut random = StdRng::seed_from_u64(1);
    while book.goes_on() {
        let draft = &mut drafts[random.random_range(0..POSTS)];
        let word = random.random_range(0..1_000_000);
        match random.random_range(0..10) {
            0..4 => {
                let body = if word % 4 == 0 {
                    format!("Llámame al 612 345 678, texto {word}.")
                } else {
                    format!("Texto {word}.")
                };
                *draft = me.rewrites(draft, &format!("Cuaderno {word}"), &body).await;
            }
            4..8 => book.note("submit", &me.tries_to_submit(draft).await),
            8 => book.note("withdraw", &me.withdraws(draft).await),
            _ => book.note("unpublish", &me.unpublishes(draft).await),
        }
    }
}

/// Reads what was sent, and says yes or no to that, or to what was read before.
async fn answers(me: &Person<'_>, book: &Book, number: usize, drafts: &[DraftHandle]) {
    let mut random = StdRng::seed_from_u64(10 + u64::try_from(number).unwrap());
    let mut seen = vec![Value::Null; POSTS];
    while book.goes_on() {
        let at = random.random_range(0..POSTS);
        if random.random_bool(0.7) {
            seen[at] = me.together(&drafts[at]).await["submission"]["contentHash"].clone();
        }
        let Some(hash) = seen[at].as_str() else {
            continue;
        };
        let word = if random.random_bool(0.8) {
            book.agreed
                .lock()
                .unwrap()
                .insert((number, hash.to_owned()));
            "AGREES"
        } else {
            "OBJECTS"
        };
        let input = json!({ "draft": drafts[at].id, "contentHash": hash, "word": word });
        book.note(word, &me.does(GIVE_WORD, input).await);
    }
}

/// What waits for co-authors: an adult may read and take that too.
async fn awaiting(me: &Person<'_>) -> Option<ReviewHandle> {
    let asked = "{ viewer { reviewQueue(awaitingCoAuthors: true) { nodes { id revision { contentHash } } } } }";
    let listed = me.send(asked, json!({})).await;
    let first = listed.data()["viewer"]["reviewQueue"]["nodes"][0].clone();
    let review = ReviewHandle {
        id: first["id"].as_str()?.to_owned(),
        hash: first["revision"]["contentHash"].as_str()?.to_owned(),
        seen: Value::Null,
    };
    me.claims(&review).await;
    Some(review)
}

async fn decides(me: &Person<'_>, book: &Book, number: usize) {
    let mut random = StdRng::seed_from_u64(20 + u64::try_from(number).unwrap());
    while book.goes_on() {
        let review = if random.random_bool(0.8) {
            me.takes_next().await
        } else {
            awaiting(me).await
        };
        let Some(review) = review else {
            continue;
        };
        let input = json!({ "review": review.id, "contentHash": review.hash });
        match random.random_range(0..8) {
            0..4 => {
                let given = me.approves(&review).await;
                book.note("approve", &given);
                if given["__typename"] == "Approved" {
                    assert!(book.all_agreed(&review.hash), "{given}");
                    book.approved.lock().unwrap().insert(review.hash);
                } else {
                    book.note("ask", &me.does(ASK_CO_AUTHORS, input).await);
                }
            }
            4..6 => book.note("ask", &me.does(ASK_CO_AUTHORS, input).await),
            6 => book.note("decline", &me.declines(&review, "Así no.").await),
            _ => book.note("release", &me.releases(&review).await),
        }
    }
}

async fn live(world: &World) {
    let group = world.group("Faro").await;
    let lea = world.correspondent("lea", &group).await;
    let others = [
        world.correspondent("noa", &group).await,
        world.correspondent("ona", &group).await,
    ];
    let adults = [
        world.moderator("ann").await,
        world.moderator("bob").await,
        world.moderator("cai").await,
    ];
    let mut drafts = vec![];
    for number in 0..POSTS {
        let title = format!("Cuaderno {number}");
        drafts.push(
            lea.starts_with(&[&others[0], &others[1]], &title, "Texto.")
                .await,
        );
    }
    let book = Book::default();
    join(
        writes(&lea, &book, drafts.clone()),
        join(
            join_all((0..2).map(|n| answers(&others[n], &book, n, &drafts))),
            join_all((0..3).map(|n| decides(&adults[n], &book, n))),
        ),
    )
    .await;
    for shown in world.reader().feed().await {
        let hash = shown["contentHash"].as_str().unwrap();
        assert!(book.all_agreed(hash), "{shown}");
        assert!(book.approved.lock().unwrap().contains(hash), "{shown}");
    }
    // What it is about was done, or the story tells nothing.
    let outcomes = book.outcomes.lock().unwrap().clone();
    for outcome in [
        "submit DraftSubmitted",
        "AGREES WordGiven",
        "AGREES SubmissionChangedError",
        "OBJECTS WordGiven",
        "approve Approved",
        "approve AwaitsCoAuthorsError",
        "ask CoAuthorsAsked",
        "decline Declined",
    ] {
        assert!(
            outcomes.contains_key(outcome),
            "no {outcome} in {outcomes:#?}"
        );
    }
}

stories! {
    async fn what_is_approved_is_what_both_said_yes_to(world) {
        live(world).await;
    }
}
