//! What became of everything that somebody sent, in neutral words: for its authors and nobody else.

use serde_json::{Value, json};
use tests::{DraftHandle, ESCALATE, Person, TAKE_DOWN, stories};

const HISTORY: &str =
    "query($id: ID!) { viewer { draft(id: $id) { submissions { number state whatHappened title
    settledAt decisions { kind statement { message } } secondLook { askedBy } } } } }";

/// What was sent of a draft, the newest first.
async fn history(who: &Person<'_>, draft: &DraftHandle) -> Vec<Value> {
    let seen = who.send(HISTORY, json!({ "id": draft.id })).await;
    let all = &seen.data()["viewer"]["draft"]["submissions"];
    all.as_array().cloned().unwrap_or_default()
}

fn of(all: &[Value], field: &str) -> Vec<String> {
    let texts = all.iter().map(|it| it[field].as_str().unwrap_or_default());
    texts.map(str::to_owned).collect()
}

stories! {
    async fn everything_that_was_sent_says_what_became_of_it(world) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let draft = mia.starts("Uno", "Texto.").await;
        assert!(history(&mia, &draft).await.is_empty());
        mia.submits(&draft).await;
        mia.withdraws(&draft).await;
        let draft = mia.rewrites(&draft, "Dos", "Texto.").await;
        mia.submits(&draft).await;
        let draft = mia.rewrites(&draft, "Tres", "Texto.").await;
        mia.submits(&draft).await;
        let review = ann.takes_next().await.expect("a review");
        ann.asks_for_changes(&review, "Cuenta más.").await;
        let draft = mia.rewrites(&draft, "Cuatro", "Texto.").await;
        mia.submits(&draft).await;
        let slug = ann.publishes_next().await;
        let post = ann.post(&slug).await;
        let input = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "No." });
        assert_eq!(ann.does(TAKE_DOWN, input).await["__typename"], "PostTakenDown");
        let review = bob.takes_next().await.expect("the same bytes");
        bob.declines(&review, "Tampoco.").await;

        let all = history(&mia, &draft).await;
        assert_eq!(of(&all, "state"), ["DECLINED", "TAKEN_DOWN", "CHANGES_REQUESTED", "SUPERSEDED", "WITHDRAWN"]);
        assert_eq!(of(&all, "title"), ["Cuatro", "Cuatro", "Tres", "Dos", "Uno"]);
        assert_eq!(all.iter().map(|it| it["number"].as_i64()).collect::<Vec<_>>(), [5, 4, 3, 2, 1].map(Some));
        let words = of(&all, "whatHappened");
        assert_eq!(words[1], "It was public, and an adult took it down afterwards.");
        assert!(words.iter().all(|words| !words.is_empty()));
        let said = |at: usize| (all[at]["decisions"][0]["kind"].clone(), all[at]["decisions"][0]["statement"]["message"].clone());
        assert_eq!((said(0), said(1), said(2)), ((json!("DECLINE"), json!("Tampoco.")), (json!("APPROVE"), Value::Null),
            (json!("REQUEST_CHANGES"), json!("Cuenta más."))));
        assert_eq!((&all[0]["secondLook"]["askedBy"], &all[3]["decisions"]), (&json!("TOOK_DOWN"), &json!([])));
        for other in [&leo, &ann, &world.reader()] {
            assert!(history(other, &draft).await.is_empty());
        }
    }

    async fn what_the_leads_have_waits_like_everything_else(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let draft = mia.writes("En casa", "En casa me pegan.").await;
        let before = history(&mia, &draft).await;
        let review = ann.takes_next().await.expect("a review");
        let input = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
        assert_eq!(ann.does(ESCALATE, input).await["__typename"], "ReviewEscalated");
        assert_eq!(history(&mia, &draft).await, before);
        assert_eq!(of(&before, "state"), ["PENDING"]);
    }

    async fn whoever_reads_sees_how_it_ended_before_in_numbers_alone(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (_, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        mia.publishes("Dos", "Texto.", &ann).await;
        mia.writes("Tres", "Texto.").await;
        ann.declines(&ann.takes_next().await.expect("a review"), "No.").await;
        mia.writes("Cuatro", "Texto.").await;
        ann.asks_for_changes(&ann.takes_next().await.expect("a review"), "Casi.").await;
        mia.writes("En casa", "En casa me pegan.").await;
        let review = ann.takes_next().await.expect("a review");
        ann.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" })).await;
        let post = ann.post(&slug).await;
        let input = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "No." });
        ann.does(TAKE_DOWN, input).await;
        // What is read again, and what the leads have, waits: it counts nowhere.
        mia.writes("Cinco", "Texto.").await;
        let review = ann.takes_next().await.expect("a review");
        let query = "query($id: ID!) { viewer { review(id: $id) { authors { publishedPosts history { approved changesRequested declined } } } } }";
        let seen = ann.send(query, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["authors"], json!([{ "publishedPosts": 1,
            "history": { "approved": 1, "changesRequested": 1, "declined": 1 } }]));
    }
}
