//! Ninety days go by over everything that can wait, with every job, alarm and mail run each day: nothing is published, nothing is declined, and nobody's matter is
//! closed. Only people decide (DESIGN 2, sentence 4).

use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{
    APPROVE, ASK_COLLEAGUE, ASK_FOR_SECOND_LOOK, CLOSE_COMMENTS, DraftHandle, ESCALATE, Person,
    REQUEST_CHANGES, TAKE_DOWN, World, stories,
};

const WRITTEN: &str = "fragment All on Draft { id version title body publishAt post { slug } comment { id } commentOn { post { slug } }
    submission { number state decisions { kind } secondLook { askedBy } } }
    query { viewer { drafts(first: 10) { nodes { ...All } } comments(first: 10) { nodes { ...All } } } }";

const SUGGESTED: &str = "query($id: ID!) { viewer { draft(id: $id) { version statements { restriction suggestions { state } } } } }";

const PUBLIC: &str = "{ posts(first: 10) { nodes { id contentHash commentsClosed comments(first: 10) { nodes { id contentHash } } } } }";

const READ: &str = "{ viewer { reviewQueue(first: 10, everything: true) { nodes { id state title requiredApprovals decisions { kind } } }
    questions { id question } } }";

const ESCALATED: &str = "{ viewer { escalations { id state: review { id state } } } }";

/// What everybody finds who has to do with any of it.
async fn everything(all: &[(&Person<'_>, &str, Value)]) -> Vec<Value> {
    let mut found = Vec::new();
    for (who, query, variables) in all {
        let seen = who.send(query, variables.clone()).await;
        found.push(seen.data().clone());
    }
    found
}

/// A day goes by, and everything runs that runs by itself.
async fn a_day_goes_by(world: &World) {
    world.passes(TimeDelta::hours(24));
    let app = world.app();
    app::jobs::run_due(app).await.expect("jobs");
    app::posts::publish_due(app).await.expect("what is due");
    app::reviews::raise_alarms(app).await.expect("alarms");
    app::mail::send_due(app).await.expect("mail");
}

/// Texts of Mia in every state in which something waits for somebody; gives the one that came back with a suggestion.
async fn posts_that_wait(mia: &Person<'_>, ann: &Person<'_>, bob: &Person<'_>) -> DraftHandle {
    let draft = mia.writes("Con una propuesta", "Mi casa está lejos.").await;
    let review = ann.takes_next().await.expect("a review");
    let suggestion = json!({ "passage": { "field": "BODY", "start": 0, "end": 7 }, "replacement": "El faro", "reason": "OFF_TOPIC_OR_FORM" });
    let input = json!({ "review": review.id, "contentHash": review.hash, "message": "Casi.",
        "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "suggestions": [suggestion] });
    assert_eq!(
        ann.does(REQUEST_CHANGES, input).await["__typename"],
        "ChangesRequested"
    );
    mia.writes("Para otra mirada", "Texto.").await;
    let review = ann.takes_next().await.expect("a review");
    ann.declines(&review, "No.").await;
    let statement = mia.statement_on("Para otra mirada").await["id"].clone();
    let asked = mia
        .does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement }))
        .await;
    assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
    mia.writes("Para dentro de mucho", "Texto para verano.")
        .await;
    let review = ann.takes_next().await.expect("a review");
    let later = json!({ "review": review.id, "contentHash": review.hash, "publishAt": "2027-06-21T09:00:00Z" });
    assert_eq!(ann.does(APPROVE, later).await["outcome"], "SCHEDULED");
    let (_, slug) = mia.publishes("Lo que se quitó", "Texto.", ann).await;
    let post = ann.post(&slug).await;
    let input = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "No." });
    assert_eq!(
        ann.does(TAKE_DOWN, input).await["__typename"],
        "PostTakenDown"
    );
    mia.writes("Lo grave", "En casa me pegan.").await;
    let review = ann.takes_next().await.expect("a review");
    let input = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
    assert_eq!(
        ann.does(ESCALATE, input).await["__typename"],
        "ReviewEscalated"
    );
    mia.writes("Noche", "A veces me quiero morir.").await;
    let review = ann.takes_next().await.expect("a review");
    assert_eq!(
        ann.approves(&review).await["outcome"],
        "AWAITS_SECOND_ADULT"
    );
    mia.writes("Con una pregunta", "Texto del barrio.").await;
    let review = ann.takes_next().await.expect("a review");
    let sealer = ann.world().sealer();
    let colleague = sealer.node_id(api::seal::NodeKind::Colleague, bob.account().as_uuid());
    let asks = json!({ "review": review.id, "colleague": colleague, "question": "¿Tú qué dices?" });
    assert_eq!(
        ann.does(ASK_COLLEAGUE, asks).await["__typename"],
        "ColleagueAsked"
    );
    draft
}

stories! {
    async fn ninety_days_decide_nothing(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &norte).await);
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let lead = world.account("lea", &[Role::SafeguardingLead], None, Some(World::certificate())).await;
        let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        let post = mia.post(&slug).await["id"].clone();
        leo.says(&post, "Me gusta.").await;
        ann.publishes_comment().await;
        let iris = world.correspondent("iris", &norte).await;
        leo.submits(&leo.starts_with(&[&iris], "Entre dos", "Texto.").await).await;
        let suggested = posts_that_wait(&mia, &ann, &bob).await;
        leo.says(&post, "Y esto espera.").await;
        world.reader().says_as_reader(&post, "También de fuera.").await;
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        app::jobs::register(world.app()).await.expect("registered");
        // What somebody held is back in line.
        world.passes(TimeDelta::hours(1));
        app::jobs::run_due(world.app()).await.expect("jobs");

        let lea = world.signed_in("lea", lead).await;
        let (nobody, none) = (world.reader(), json!({}));
        let all = |mia, leo, ann, bob, lea| [
            (&nobody, PUBLIC, none.clone()), (mia, WRITTEN, none.clone()), (mia, SUGGESTED, json!({ "id": suggested.id })),
            (leo, WRITTEN, none.clone()), (ann, READ, none.clone()), (bob, READ, none.clone()), (lea, ESCALATED, none.clone()), (lea, READ, none.clone()),
        ];
        let before = everything(&all(&mia, &leo, &ann, &bob, &lea)).await;
        assert_eq!(before[5]["viewer"]["questions"].as_array().map(Vec::len), Some(1));
        assert_eq!(before[5]["viewer"]["reviewQueue"]["nodes"].as_array().map(Vec::len), Some(6), "{}", before[5]);
        assert_eq!(before[3]["viewer"]["drafts"]["nodes"][0]["submission"]["state"], "AWAITS_CO_AUTHORS");
        assert_eq!(before[6]["viewer"]["escalations"].as_array().map(Vec::len), Some(1));
        for _ in 0..90 {
            a_day_goes_by(world).await;
        }
        let again = async |who: &Person<'_>, login: &str| world.signed_in(login, who.account()).await;
        let (mia, leo, ann, bob, lea) = (again(&mia, "mia").await, again(&leo, "leo").await, again(&ann, "ann").await, again(&bob, "bob").await,
            again(&lea, "lea").await);
        let after = everything(&all(&mia, &leo, &ann, &bob, &lea)).await;
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after);
        }
    }
}
