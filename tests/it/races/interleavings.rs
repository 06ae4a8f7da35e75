//! Eight people do whatever they like at once, ten thousand steps long. What readers see in the end is byte for byte
//! what an adult had open when approving it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use moderation::screen::Field;
use moderation::{RevisionContent, content_hash};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::Value;
use storage::{StorageError, Tx, revisions};
use tests::{DraftHandle, FEED, Person, ReviewHandle, World, stories};

const STEPS: usize = 10_000;
const AUTHORS: usize = 4;
const MODERATORS: usize = 4;

/// What everybody did together.
#[derive(Default)]
struct Story {
    steps: AtomicUsize,
    /// The hash and the HTML that a moderator had open at each approval that published.
    approved: Mutex<BTreeMap<String, String>>,
    outcomes: Mutex<BTreeMap<String, usize>>,
}

impl Story {
    fn goes_on(&self) -> bool {
        self.steps.fetch_add(1, Ordering::Relaxed) < STEPS
    }

    fn note(&self, step: &str, given: &Value) {
        let name = format!("{step} {}", given["__typename"].as_str().unwrap_or("?"));
        *self.outcomes.lock().unwrap().entry(name).or_default() += 1;
    }
}

async fn author(me: &Person<'_>, story: &Story, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut drafts: Vec<DraftHandle> = vec![];
    while story.goes_on() {
        let word = random.random_range(0..1_000_000);
        if drafts.len() < 3 {
            drafts.push(me.starts("Uno", &format!("Texto {word}.")).await);
            continue;
        }
        let number = random.random_range(0..drafts.len());
        let draft = drafts[number].clone();
        match random.random_range(0..10) {
            0..4 => {
                let given = me
                    .saves(&draft, &format!("Título {word}"), &format!("Texto {word}."))
                    .await;
                story.note("save", &given);
                if let Some(version) = given["version"].as_i64() {
                    drafts[number].version = version;
                }
            }
            4..8 => story.note("submit", &me.tries_to_submit(&draft).await),
            8 => story.note("withdraw", &me.withdraws(&draft).await),
            _ => story.note("unpublish", &me.unpublishes(&draft).await),
        }
    }
}

async fn moderator(me: &Person<'_>, story: &Story, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut open: Vec<ReviewHandle> = vec![];
    while story.goes_on() {
        let Some(newest) = open.last().cloned() else {
            open.extend(me.takes_next().await);
            continue;
        };
        // Sometimes what was read is not what the review is about any more.
        let read = open[random.random_range(0..open.len())].clone();
        let mixed = ReviewHandle {
            id: newest.id.clone(),
            ..read
        };
        let given = match random.random_range(0..20) {
            0..6 => approve(me, story, &newest).await,
            6..9 => approve(me, story, &mixed).await,
            9..11 => me.asks_for_changes(&mixed, "Cambia algo.").await,
            11 => me.declines(&newest, "Así no.").await,
            12 => me.releases(&newest).await,
            13 => me.renews(&newest).await,
            14 => {
                me.world().passes(TimeDelta::minutes(4));
                continue;
            }
            _ => {
                open.extend(me.takes_next().await);
                open.drain(..open.len().saturating_sub(3));
                continue;
            }
        };
        story.note("decide", &given);
    }
}

async fn approve(me: &Person<'_>, story: &Story, review: &ReviewHandle) -> Value {
    let given = me.approves(review).await;
    if given["outcome"] == "PUBLISHED" {
        let html = review.seen["revision"]["html"].as_str().unwrap().to_owned();
        story
            .approved
            .lock()
            .unwrap()
            .insert(review.hash.clone(), html);
    }
    given
}

/// The hash of what is stored of the revision that readers see, computed here.
async fn hash_of_what_is_public(world: &World, post: &Value) -> String {
    let id = post["id"].as_str().unwrap();
    let id = world.sealer().open(api::seal::NodeKind::Post, id).unwrap();
    let db = world.app().db();
    let shown = db
        .read::<_, StorageError, _>(async move |tx: &mut Tx| {
            let post = domain::PostId::from_uuid(id);
            let shown = storage::posts::published_revision(tx, post).await?.unwrap();
            revisions::get(tx, shown).await
        })
        .await
        .unwrap()
        .unwrap();
    content_hash(&RevisionContent {
        comment_on: None,
        title: shown.text(Field::Title),
        summary: shown.summary.as_ref().map(domain::text::Summary::as_str),
        html: &shown.html,
        author_ids: shown.authors.as_slice(),
        topic_ids: &shown.topics,
        language: shown.language,
        links: &shown.links,
        sanitiser_version: &shown.sanitiser_version,
    })
    .to_string()
}

async fn feed(world: &World) -> Vec<Value> {
    let (mut posts, mut after) = (vec![], Value::Null);
    loop {
        let variables = serde_json::json!({ "first": 50, "after": after });
        let page = world.reader().send(FEED, variables).await.data()["posts"].clone();
        posts.extend(
            page["edges"]
                .as_array()
                .unwrap()
                .iter()
                .map(|edge| edge["node"].clone()),
        );
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            return posts;
        }
    }
}

stories! {
    async fn after_ten_thousand_steps_what_is_public_is_what_an_adult_approved(world) {
        let story = Story::default();
        let group = world.group("Faro").await;
        let (mut authors, mut moderators) = (vec![], vec![]);
        for name in ["mia", "leo", "eva", "noa"] {
            authors.push(world.correspondent(name, &group).await);
        }
        for name in ["ann", "bob", "cai", "dov"] {
            moderators.push(world.moderator(name).await);
        }
        assert_eq!((authors.len(), moderators.len()), (AUTHORS, MODERATORS));
        join(
            join_all(authors.iter().zip(100..).map(|(me, seed)| author(me, &story, seed))),
            join_all(moderators.iter().zip(200..).map(|(me, seed)| moderator(me, &story, seed))),
        ).await;

        let approved = story.approved.lock().unwrap().clone();
        let public = feed(world).await;
        assert!(!public.is_empty() && approved.len() > 100, "{} {}", public.len(), approved.len());
        for post in &public {
            let hash = post["contentHash"].as_str().unwrap();
            let shown = world.reader().post(post["slug"].as_str().unwrap()).await;
            assert_eq!(approved.get(hash).map(String::as_str), shown["html"].as_str(), "{post}");
            assert_eq!(hash_of_what_is_public(world, post).await, hash);
        }
        // Every way to be refused was walked, or the story tells nothing.
        let outcomes = story.outcomes.lock().unwrap().clone();
        for outcome in ["decide Approved", "decide StaleRevisionError", "decide ClaimLostError",
            "decide ReviewClosedError", "decide ChangesRequested", "decide Declined", "submit DraftSubmitted",
            "submit NothingChangedError", "withdraw SubmissionWithdrawn", "unpublish PostUnpublished"] {
            assert!(outcomes.contains_key(outcome), "no {outcome} in {outcomes:#?}");
        }
    }
}
