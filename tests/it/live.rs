//! What is told as it happens: to authors of their drafts, to moderators of what they may read, and to nobody else.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};
use tests::{DRAFT_CHANGED, Events, Kind, Person, QUEUE_CHANGED, World, stories};

/// What is said of the draft in the next event.
async fn draft(events: &mut Events) -> Value {
    let heard = events.next().await.expect("an event");
    heard["data"]["draftChanged"]["draft"].clone()
}

/// What is said of the review in the next event.
async fn review(events: &mut Events) -> Value {
    let heard = events.next().await.expect("an event");
    heard["data"]["reviewQueueChanged"]["review"].clone()
}

async fn refusal(who: &Person<'_>, query: &str) -> Value {
    let mut events = who.listens(query).await;
    let heard = events.next().await.expect("an answer");
    assert!(events.next().await.is_none(), "and nothing more");
    assert!(heard.get("data").is_none(), "{heard}");
    heard["errors"][0]["extensions"]["code"].clone()
}

stories! {
    async fn an_author_hears_what_happens_to_a_draft(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let mut events = mia.listens(DRAFT_CHANGED).await;
        let handle = mia.starts("Uno", "Texto.").await;
        let started = draft(&mut events).await;
        assert_eq!((&started["id"], &started["title"]), (&json!(handle.id), &json!("Uno")));
        let handle = mia.rewrites(&handle, "Dos", "Texto.").await;
        assert_eq!(draft(&mut events).await["title"], "Dos");
        mia.submits(&handle).await;
        let waiting = draft(&mut events).await["submission"].clone();
        assert_eq!(waiting, json!({ "state": "PENDING", "isBeingRead": false }));
        let taken = ann.takes_next().await.expect("a review");
        let read = draft(&mut events).await["submission"].clone();
        assert_eq!(read, json!({ "state": "PENDING", "isBeingRead": true }));
        ann.approves(&taken).await;
        let published = draft(&mut events).await;
        assert_eq!(published["submission"]["state"], "APPROVED");
        assert!(published["post"]["slug"].is_string(), "{published}");
    }

    async fn a_moderator_hears_what_happens_to_reviews(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let mut events = ann.listens(QUEUE_CHANGED).await;
        mia.writes("Uno", "Texto.").await;
        let waiting = review(&mut events).await;
        assert_eq!((&waiting["state"], &waiting["title"]), (&json!("WAITING"), &json!("Uno")));
        let bea = world.moderator("bea").await;
        let taken = bea.takes_next().await.expect("a review");
        let claimed = review(&mut events).await;
        assert_eq!((&claimed["state"], &claimed["claim"]["isMine"]), (&json!("CLAIMED"), &json!(false)));
        bea.releases(&taken).await;
        assert_eq!(review(&mut events).await["state"], "WAITING");
        bea.claims(&taken).await;
        assert_eq!(review(&mut events).await["state"], "CLAIMED");
        bea.approves(&taken).await;
        assert_eq!(review(&mut events).await["state"], "DECIDED");
    }

    async fn who_may_not_hear_is_refused_in_words(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let ada = world.adult("ada", &[domain::Role::Administrator]).await;
        let tom = world.adult("tom", &[domain::Role::Moderator]).await;
        for query in [DRAFT_CHANGED, QUEUE_CHANGED] {
            assert_eq!(refusal(&world.reader(), query).await, "UNAUTHENTICATED");
        }
        for who in [&mia, &ada, &tom] {
            assert_eq!(refusal(who, QUEUE_CHANGED).await, "FORBIDDEN");
        }
    }

    async fn who_may_not_hear_any_more_is_told_once_and_then_nothing(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let today = World::beginning().as_utc().date_naive();
        let certificate = World::certificate_between(today - Days::new(9), today);
        let bea = world.account("bea", &[domain::Role::Moderator], None, Some(certificate)).await;
        let bea = world.signed_in("bea", bea).await;
        let mut events = bea.listens(QUEUE_CHANGED).await;
        mia.writes("Uno", "Texto.").await;
        assert_eq!(review(&mut events).await["title"], "Uno");
        world.passes(TimeDelta::hours(11));
        bea.queue().await.expect("a queue");
        world.passes(TimeDelta::hours(11));
        mia.writes("Dos", "Texto.").await;
        mia.writes("Tres", "Texto.").await;
        let told = events.next().await.expect("a word");
        assert_eq!(told["errors"][0]["extensions"]["code"], "FORBIDDEN", "{told}");
        assert!(events.next().await.is_none(), "and no more");
    }

    async fn nobody_else_hears_of_what_is_not_public(world) {
        const CANARY: &str = "canariolila";
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, eva) = (world.correspondent("mia", &faro).await, world.correspondent("eva", &norte).await);
        let (leo, ann) = (world.correspondent("leo", &faro).await, world.moderator("ann").await);
        let own = world.moderator("nil").await;
        world.relate(app::people::Relation::Guide(faro.id, own.account())).await;
        let mut of_leo = leo.listens(DRAFT_CHANGED).await;
        let mut of_eva = eva.listens(DRAFT_CHANGED).await;
        let mut of_guide = own.listens(QUEUE_CHANGED).await;
        let mut of_ann = ann.listens(QUEUE_CHANGED).await;

        let handle = mia.writes(CANARY, &format!("Un {CANARY}.")).await;
        assert_eq!(review(&mut of_ann).await["title"], CANARY, "or this test would prove nothing");
        let taken = ann.takes_next().await.expect("a review");
        ann.asks_for_changes(&taken, &format!("Cambia {CANARY}.")).await;
        mia.submits(&mia.rewrites(&handle, &format!("{CANARY} dos"), "Texto.").await).await;
        mia.withdraws(&handle).await;
        // The first thing that each of them hears comes after all that.
        leo.starts("Leo", "Texto.").await;
        eva.writes("Eva", "Texto.").await;
        assert_eq!(draft(&mut of_leo).await["title"], "Leo");
        assert_eq!(draft(&mut of_eva).await["title"], "Eva");
        let heard = review(&mut of_guide).await;
        assert_eq!(heard["title"], "Eva", "{heard}");
    }
}

/// Another process on the same database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_process_does_is_heard_in_another_on_postgres() {
    if !Kind::Postgres.is_there() {
        return;
    }
    let world = World::new(Kind::Postgres).await.expect("a world");
    let elsewhere = world.elsewhere().await.expect("another process");
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    let mut of_mia = elsewhere.listen(Some(mia.token()), DRAFT_CHANGED).await;
    let mut of_ann = elsewhere.listen(Some(ann.token()), QUEUE_CHANGED).await;
    mia.writes("Uno", "Texto.").await;
    assert_eq!(draft(&mut of_mia).await["title"], "Uno");
    assert_eq!(review(&mut of_ann).await["title"], "Uno");
    drop((of_mia, of_ann));
    elsewhere.end().await.expect("an end");
    world.end().await.expect("the end of a world");
}
