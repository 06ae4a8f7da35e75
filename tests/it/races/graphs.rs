//! Random panels: who leads which group, who is guardian of whom, who may read what, and everybody doing whatever they like at once: writing, commenting, deciding, handing
//! over, escalating, taking down, closing comments, asking for second looks. The story keeps its own book of who said yes or no to which bytes, by its own rules: nobody decides on
//! what is theirs, whoever decided against bytes does not decide on them again, and what is public has enough different adults.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use api::seal::NodeKind;
use app::people::{Group, Relation};
use chrono::TimeDelta;
use domain::Role;
use futures_util::future::{join, join_all};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tests::{
    ASK_FOR_SECOND_LOOK, CLAIM_NEXT, CLOSE_COMMENTS, CLOSE_ESCALATION, DraftHandle, ESCALATE,
    HAND_OVER, OPEN_COMMENTS, Person, ReviewHandle, TAKE_DOWN, World, stories,
};

const STEPS: usize = 2_500;
const GROUPS: usize = 3;
const CHILDREN: usize = 6;
const ADULTS: usize = 7;
/// An adult of a random panel.
struct Adult<'w> {
    person: Person<'w>,
    leads: BTreeSet<usize>,
    wards: BTreeSet<usize>,
}

/// A random panel. Child `n` is in group `n % GROUPS`.
struct Panel<'w> {
    children: Vec<Person<'w>>,
    adults: Vec<Adult<'w>>,
}

impl Panel<'_> {
    /// Whether an adult has nothing to do with what a child writes.
    fn is_unrelated(&self, adult: usize, child: usize) -> bool {
        let adult = &self.adults[adult];
        !adult.leads.contains(&(child % GROUPS)) && !adult.wards.contains(&child)
    }
}

async fn panel(world: &World, seed: u64) -> Panel<'_> {
    let mut random = StdRng::seed_from_u64(seed);
    let (mut groups, mut children, mut adults): (Vec<Group>, _, _) = (vec![], vec![], vec![]);
    for n in 0..GROUPS {
        groups.push(
            world
                .group(&format!("Grupo {}", ["Alba", "Brisa", "Cala"][n]))
                .await,
        );
    }
    for n in 0..CHILDREN {
        let name = ["mia", "leo", "eva", "noa", "iker", "sara"][n];
        children.push(world.correspondent(name, &groups[n % GROUPS]).await);
    }
    for n in 0..ADULTS {
        let name = ["ann", "bob", "cai", "dov", "ela", "fin", "gus"][n];
        let mut roles = vec![];
        // Some are both, and at least two are each.
        if n < 5 || random.random_bool(0.5) {
            roles.push(Role::Moderator);
        }
        if n > 4 || random.random_bool(0.2) {
            roles.push(Role::SafeguardingLead);
        }
        let account = world
            .account(name, &roles, None, Some(World::certificate()))
            .await;
        let leads: BTreeSet<usize> = (0..GROUPS).filter(|_| random.random_bool(0.15)).collect();
        let wards: BTreeSet<usize> = (0..CHILDREN).filter(|_| random.random_bool(0.1)).collect();
        for group in &leads {
            world
                .relate(Relation::Guide(groups[*group].id, account))
                .await;
        }
        for ward in &wards {
            let ward = children[*ward].account();
            world.relate(Relation::Guardian(account, ward)).await;
        }
        let person = world.signed_in(name, account).await;
        adults.push(Adult {
            person,
            leads,
            wards,
        });
    }
    Panel { children, adults }
}

/// What everybody did together.
#[derive(Default)]
struct Book {
    steps: AtomicUsize,
    /// Who approved which bytes, and how many had to.
    approved: Mutex<BTreeMap<String, (BTreeSet<usize>, u64)>>,
    /// Who decided against which bytes, in order.
    refused: Mutex<BTreeMap<String, Vec<usize>>>,
    wrong: Mutex<Vec<String>>,
    outcomes: Mutex<BTreeMap<String, usize>>,
}

impl Book {
    fn goes_on(&self) -> bool {
        self.steps.fetch_add(1, Ordering::Relaxed) < STEPS
    }

    /// Whether the end is near, when nothing public is taken back or down anymore: readers are to find something to look at.
    fn comes_to_rest(&self) -> bool {
        self.steps.load(Ordering::Relaxed) > STEPS * 4 / 5
    }

    fn note(&self, step: &str, given: &Value) {
        let name = format!("{step} {}", given["__typename"].as_str().unwrap_or("?"));
        *self.outcomes.lock().unwrap().entry(name).or_default() += 1;
    }

    fn against(&self, hash: &str) -> Vec<usize> {
        self.refused
            .lock()
            .unwrap()
            .get(hash)
            .cloned()
            .unwrap_or_default()
    }

    /// Notes a decision that was accepted on bytes that `child` wrote, when so many had decided against them before it was tried.
    fn decided(
        &self,
        step: &str,
        panel: &Panel<'_>,
        (adult, child): (usize, usize),
        before: &[usize],
    ) {
        if !panel.is_unrelated(adult, child) {
            let wrong = format!("{step}: {adult} decided on what is theirs, of {child}");
            self.wrong.lock().unwrap().push(wrong);
        }
        // The product remembers the last two; the book may be behind by one.
        if before.last() == Some(&adult) {
            let wrong =
                format!("{step}: {adult} decided again on what {before:?} had decided against");
            self.wrong.lock().unwrap().push(wrong);
        }
    }
}

/// Which child wrote something: the headline of a post and the text of a comment have the number for their second word.
fn author_of(text: &Value) -> usize {
    let text = text.as_str().unwrap_or_default();
    let number = text
        .split(' ')
        .nth(1)
        .and_then(|number| number.parse().ok());
    number.expect("a text of the story")
}

/// Which child wrote what is read.
fn writer_of(seen: &Value) -> usize {
    match &seen["title"] {
        Value::Null => author_of(&seen["revision"]["body"]),
        title => author_of(title),
    }
}

async fn child(panel: &Panel<'_>, book: &Book, number: usize, seed: u64) {
    let (me, mut random) = (&panel.children[number], StdRng::seed_from_u64(seed));
    let (mut drafts, mut comments): (Vec<DraftHandle>, Vec<DraftHandle>) = (vec![], vec![]);
    let title = |word: u32| format!("Cuaderno {number} de {word}");
    while book.goes_on() {
        let word = random.random_range(0..1_000_000);
        if drafts.len() < 2 {
            drafts.push(me.starts(&title(word), &format!("Texto {word}.")).await);
            continue;
        }
        let at = random.random_range(0..drafts.len());
        let draft = drafts[at].clone();
        match random.random_range(0..18) {
            12..15 => comments.extend(say(me, book, (number, word)).await),
            15..17 => {
                if let Some(comment) = comments.last_mut() {
                    say_again(me, book, comment, (number, word)).await;
                }
            }
            17 => close_or_open(me, book, word).await,
            0..3 => {
                let given = me
                    .saves(&draft, &title(word), &format!("Texto {word}."))
                    .await;
                if let Some(version) = given["version"].as_i64() {
                    drafts[at].version = version;
                }
            }
            3..7 => book.note("submit", &me.tries_to_submit(&draft).await),
            7 => book.note("withdraw", &me.withdraws(&draft).await),
            8 if !book.comes_to_rest() => book.note("unpublish", &me.unpublishes(&draft).await),
            _ => look_again(me, book, &draft).await,
        }
    }
}

/// The first post of the feed, and the comments on it.
async fn talked_about(me: &Person<'_>) -> Option<(Value, Vec<Value>)> {
    let post = me.feed().await.first().cloned()?;
    let slug = post["slug"].as_str().unwrap_or_default().to_owned();
    Some((post, me.comments_on(&slug).await))
}

/// Says something to a post, or answers what was said to it.
async fn say(me: &Person<'_>, book: &Book, (number, word): (usize, u32)) -> Option<DraftHandle> {
    let (post, comments) = talked_about(me).await?;
    let first = comments.first().filter(|_| word.is_multiple_of(2));
    let on = first.map_or(&post["id"], |comment| &comment["id"]);
    let given = me
        .comments(on, &format!("Comentario {number} de {word}."))
        .await;
    book.note("comment", &given);
    let id = given["comment"]["id"].as_str()?.to_owned();
    Some(DraftHandle { id, version: 1 })
}

/// Says something else in its place, takes it back, or takes it down.
async fn say_again(
    me: &Person<'_>,
    book: &Book,
    comment: &mut DraftHandle,
    (number, word): (usize, u32),
) {
    match word % 4 {
        0 => book.note("withdraw", &me.withdraws(comment).await),
        1 if !book.comes_to_rest() => book.note("unpublish", &me.unpublishes(comment).await),
        _ => {
            let words = format!("Comentario {number} de {word}.");
            let given = me.saves(comment, "", &words).await;
            if let Some(version) = given["version"].as_i64() {
                comment.version = version;
            }
            book.note("comment again", &me.tries_to_submit(comment).await);
        }
    }
}

/// Closes the comments of the first post, or opens them, if that is for this person.
async fn close_or_open(me: &Person<'_>, book: &Book, word: u32) {
    let Some(post) = me.feed().await.first().cloned() else {
        return;
    };
    let input = json!({ "post": post["id"] });
    let document = if word.is_multiple_of(3) {
        CLOSE_COMMENTS
    } else {
        OPEN_COMMENTS
    };
    book.note("comments", &me.does(document, input).await);
}

/// Asks for a second look at whatever was told last.
async fn look_again(me: &Person<'_>, book: &Book, draft: &DraftHandle) {
    let query = "query($id: ID!) { viewer { draft(id: $id) { statements { id } } } }";
    let seen = me.send(query, json!({ "id": draft.id })).await;
    let statement = seen.data()["viewer"]["draft"]["statements"][0]["id"].clone();
    if statement.is_string() {
        let given = me
            .does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement }))
            .await;
        book.note("look again", &given);
    }
}

async fn adult(panel: &Panel<'_>, book: &Book, number: usize, seed: u64) {
    let (me, mut random) = (&panel.adults[number].person, StdRng::seed_from_u64(seed));
    let mut open: Vec<ReviewHandle> = vec![];
    while book.goes_on() {
        let Some(review) = open.last().cloned() else {
            open.extend(next(me).await);
            me.world().passes(TimeDelta::minutes(1));
            continue;
        };
        let writer = writer_of(&review.seen);
        let before = book.against(&review.hash);
        match random.random_range(0..20) {
            0..8 => {
                let needed = review.seen["requiredApprovals"].as_u64().unwrap_or(9);
                let given = me.approves(&review).await;
                book.note("decide", &given);
                if given["__typename"] == "Approved" {
                    if review.seen["title"].is_null() {
                        book.note("approve comment", &given);
                    }
                    book.decided("approve", panel, (number, writer), &before);
                    let mut approved = book.approved.lock().unwrap();
                    let entry = approved.entry(review.hash.clone()).or_default();
                    entry.0.insert(number);
                    entry.1 = entry.1.max(needed);
                }
            }
            8..11 => {
                let given = if random.random_bool(0.5) {
                    me.declines(&review, "Así no.").await
                } else {
                    me.asks_for_changes(&review, "Cambia algo.").await
                };
                book.note("decide", &given);
                if ["Declined", "ChangesRequested"]
                    .contains(&given["__typename"].as_str().unwrap_or_default())
                {
                    book.decided("refuse", panel, (number, writer), &before);
                    book.refused
                        .lock()
                        .unwrap()
                        .entry(review.hash.clone())
                        .or_default()
                        .push(number);
                }
            }
            11 => {
                let input =
                    json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
                book.note("escalate", &me.does(ESCALATE, input).await);
            }
            12..14 => hand_over(panel, book, me, &review, random.random_range(0..ADULTS)).await,
            14 if !book.comes_to_rest() => take_down(panel, book, number).await,
            15 => close(book, me).await,
            16 => book.note("release", &me.releases(&review).await),
            17 => book.note("claim", &me.claims(&review).await),
            _ => {
                open.extend(next(me).await);
                open.drain(..open.len().saturating_sub(3));
            }
        }
        if random.random_bool(0.3) {
            open.pop();
        }
    }
}

/// Takes the next review; nothing where it went to the leads between taking and reading it.
async fn next(me: &Person<'_>) -> Option<ReviewHandle> {
    let given = me.does(CLAIM_NEXT, json!({})).await;
    match given["__typename"].as_str() {
        Some("NextReviewClaimed") => Some(ReviewHandle {
            id: given["review"]["id"].as_str()?.to_owned(),
            hash: given["review"]["revision"]["contentHash"]
                .as_str()?
                .to_owned(),
            seen: given["review"].clone(),
        }),
        Some("QueueEmpty" | "NotFoundError") => None,
        _ => panic!("could not take the next review: {given}"),
    }
}

async fn hand_over(
    panel: &Panel<'_>,
    book: &Book,
    me: &Person<'_>,
    review: &ReviewHandle,
    to: usize,
) {
    let to = panel.adults[to].person.account().as_uuid();
    let to = me.world().sealer().node_id(NodeKind::Colleague, to);
    let given = me
        .does(HAND_OVER, json!({ "review": review.id, "to": to }))
        .await;
    book.note("hand over", &given);
}

async fn take_down(panel: &Panel<'_>, book: &Book, number: usize) {
    let me = &panel.adults[number].person;
    let Some((post, comments)) = talked_about(me).await else {
        return;
    };
    // Now and then what was said to it.
    let said = comments.first().filter(|_| number.is_multiple_of(2));
    let (shown, text) = said.map_or((&post, &post["title"]), |comment| {
        (comment, &comment["html"])
    });
    let (post, writer) = (shown.clone(), author_of(text));
    let hash = post["contentHash"].as_str().unwrap_or_default().to_owned();
    let before = book.against(&hash);
    let input = json!({ "post": post["id"], "contentHash": hash, "grounds": [{ "reason": "HATE" }], "message": "Así no." });
    let given = me.does(TAKE_DOWN, input).await;
    book.note("take down", &given);
    if given["__typename"] == "PostTakenDown" {
        book.decided("take down", panel, (number, writer), &before);
        book.refused
            .lock()
            .unwrap()
            .entry(hash)
            .or_default()
            .push(number);
    }
}

/// Closes the oldest matter of the leads, if this is one and nothing of it waits.
async fn close(book: &Book, me: &Person<'_>) {
    let seen = me
        .send("{ viewer { escalations { id } } }", json!({}))
        .await;
    let first = seen.data()["viewer"]["escalations"][0]["id"].clone();
    if first.is_string() {
        let given = me
            .does(
                CLOSE_ESCALATION,
                json!({ "escalation": first, "outcome": "NO_CONCERN" }),
            )
            .await;
        book.note("close", &given);
    }
}

/// Lives a random panel, and says what was wrong.
async fn live(world: &World, seed: u64) {
    let (panel, book) = (panel(world, seed).await, Book::default());
    join(
        join_all(
            (0..CHILDREN)
                .map(|n| child(&panel, &book, n, seed * 1_000 + u64::try_from(n).unwrap())),
        ),
        join_all(
            (0..ADULTS).map(|n| adult(&panel, &book, n, seed * 2_000 + u64::try_from(n).unwrap())),
        ),
    )
    .await;
    let wrong = book.wrong.lock().unwrap().clone();
    assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    let approved = book.approved.lock().unwrap().clone();
    let public = world.reader().feed().await;
    let mut shown: Vec<(Value, usize)> = vec![];
    for post in &public {
        shown.push((post.clone(), author_of(&post["title"])));
        let slug = post["slug"].as_str().unwrap_or_default();
        for comment in world.reader().comments_on(slug).await {
            let writer = author_of(&comment["html"]);
            shown.push((comment, writer));
        }
    }
    for (shown, writer) in &shown {
        let hash = shown["contentHash"].as_str().unwrap_or_default();
        let (adults, needed) = approved.get(hash).cloned().unwrap_or_default();
        let enough = needed > 0 && u64::try_from(adults.len()).unwrap() >= needed;
        assert!(
            enough,
            "seed {seed}: {adults:?} of {needed} approved {shown}"
        );
        assert!(
            adults
                .iter()
                .all(|adult| panel.is_unrelated(*adult, *writer)),
            "seed {seed}: {adults:?} {shown}"
        );
    }
    // What it is about was done, or the story tells nothing.
    let outcomes = book.outcomes.lock().unwrap().clone();
    for outcome in [
        "submit DraftSubmitted",
        "comment CommentSent",
        "comment again DraftSubmitted",
        "decide Approved",
        "approve comment Approved",
        "decide Declined",
        "decide ChangesRequested",
        "decide ClaimLostError",
        "escalate ReviewEscalated",
        "take down PostTakenDown",
        "look again SecondLookAsked",
    ] {
        assert!(
            outcomes.contains_key(outcome),
            "seed {seed}: no {outcome} in {outcomes:#?}"
        );
    }
    assert!(
        !public.is_empty(),
        "seed {seed}: nothing is public in the end, after {outcomes:#?}"
    );
    let before = world.records().await;
    app::jobs::chain_audit(world.app()).await.expect("chained");
    assert_eq!(world.records().await, before, "the log is sound");
}

stories! {
    async fn in_a_random_panel_nobody_decides_on_what_is_theirs_or_twice_against_the_same(world) {
        live(world, 1).await;
    }

    async fn in_another_random_panel_too(world) {
        live(world, 2).await;
    }
}
