//! Another adult looks again at what was decided against a text: who may ask, until when, who looks, and what comes of it.

use app::people::Relation;
use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{ASK_FOR_SECOND_LOOK, DraftHandle, Person, World, stories};

const BODY: &str = "La marea sube por la tarde.";

/// What reviewers see of a second look.
const SEEN: &str = "query($id: ID!) { viewer { review(id: $id) { secondLook { askedBy message decidedBefore { message } } risks } } }";

/// What authors see of one.
const OWN: &str = "{ viewer { drafts(first: 1) { edges { node { submission { number state secondLook { askedBy message
    decidedBefore { id } } } } } } } }";

const OWN_ALL: &str = "{ viewer { drafts(first: 50) { edges { node { submission { secondLook { askedBy message } } } } } } }";

async fn asks(who: &Person<'_>, statement: &Value, message: Option<&str>) -> Value {
    who.does(
        ASK_FOR_SECOND_LOOK,
        json!({ "statement": statement, "message": message }),
    )
    .await
}

/// Why there is none.
async fn problem(who: &Person<'_>, statement: &Value) -> Value {
    asks(who, statement, None).await["problem"].clone()
}

/// Mia of a group, and Ann, who declined what she wrote.
async fn declined(world: &World) -> (Person<'_>, Person<'_>, app::people::Group, Value) {
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    mia.writes("Mareas", BODY).await;
    let review = ann.takes_next().await.expect("the review");
    assert_eq!(
        ann.declines(&review, "Esto ya lo sabe todo el mundo.")
            .await["__typename"],
        "Declined"
    );
    let statement = mia.statement_on("Mareas").await["id"].clone();
    (mia, ann, faro, statement)
}

/// The one draft of somebody.
async fn only_draft(who: &Person<'_>) -> DraftHandle {
    let draft = who.drafts().await[0].clone();
    DraftHandle {
        id: draft["id"].as_str().expect("an id").to_owned(),
        version: draft["version"].as_i64().expect("a version"),
    }
}

const TO_GUIDES: &str =
    "{ viewer { groups { members { penName statements { id whatHappened reasons } } } } }";

/// What somebody was told.
async fn kinds(who: &Person<'_>) -> Vec<String> {
    let asked = "{ viewer { notifications { nodes { kind } } } }";
    let seen = who.send(asked, json!({})).await;
    let nodes = seen.data()["viewer"]["notifications"]["nodes"]
        .as_array()
        .cloned();
    let kinds = nodes
        .unwrap_or_default()
        .into_iter()
        .map(|it| it["kind"].as_str().unwrap_or_default().to_owned());
    kinds.collect()
}

stories! {
    async fn another_adult_looks_again_and_a_reversal_publishes_the_same_bytes(world) {
        let (mia, ann, _, statement) = declined(world).await;
        let first = mia.statement_on("Mareas").await;
        assert_eq!(asks(&mia, &statement, Some("Mi abuelo no lo sabía.")).await["__typename"], "SecondLookAsked");
        let own = mia.send(OWN, json!({})).await;
        assert_eq!(own.data()["viewer"]["drafts"]["edges"][0]["node"]["submission"], json!({ "number": 2, "state": "PENDING",
            "secondLook": { "askedBy": "AUTHOR", "message": "Mi abuelo no lo sabía.", "decidedBefore": { "id": statement } } }));

        assert!(ann.takes_next().await.is_none(), "it is not for who decided first");
        let bob = world.moderator("bob").await;
        let again = bob.takes_next().await.expect("the second look");
        let seen = bob.send(SEEN, json!({ "id": again.id })).await;
        assert_eq!(seen.data()["viewer"]["review"], json!({ "risks": [],
            "secondLook": { "askedBy": "AUTHOR", "message": "Mi abuelo no lo sabía.", "decidedBefore": { "message": first["message"] } } }));
        bob.releases(&again).await;
        let refused = ann.claims(&again).await;
        assert_eq!((&refused["__typename"], &refused["message"]),
            (&json!("NotAllowedError"), &json!("The first decision was yours. Now it is somebody else's turn.")));
        bob.claims(&again).await;
        let approved = bob.approves(&again).await;
        assert_eq!((&approved["outcome"], &approved["post"]["contentHash"]), (&json!("PUBLISHED"), &json!(again.hash)),
            "the bytes that were declined: {approved}");
        assert_eq!(world.reader().feed().await.len(), 1);
    }

    async fn who_was_overruled_does_not_decide_on_the_same_bytes_when_they_are_sent_again(world) {
        let (mia, ann, _, statement) = declined(world).await;
        asks(&mia, &statement, None).await;
        let bob = world.moderator("bob").await;
        bob.publishes_next().await;
        for _ in 0..2 {
            let draft = mia.drafts().await[0].clone();
            let draft = DraftHandle { id: draft["id"].as_str().expect("an id").to_owned(), version: 1 };
            assert_eq!(mia.unpublishes(&draft).await["__typename"], "PostUnpublished");
            mia.submits(&draft).await;
            assert!(ann.takes_next().await.is_none(), "not for who was overruled");
            bob.publishes_next().await;
        }
        let post = world.reader().feed().await[0].clone();
        let input = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "No." });
        assert_eq!(ann.does(tests::TAKE_DOWN, input).await["__typename"], "NotAllowedError", "nor take them down");
    }

    async fn a_reversal_needs_two_adults_where_the_centre_is_careful(world in careful) {
        let (mia, _, _, statement) = declined(world).await;
        asks(&mia, &statement, None).await;
        let (bob, eve) = (world.moderator("bob").await, world.moderator("eve").await);
        let again = bob.takes_next().await.expect("the second look");
        let seen = bob.send(SEEN, json!({ "id": again.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["risks"], json!(["FIRST_POST", "REVERSAL"]));
        assert_eq!(bob.approves(&again).await["outcome"], "AWAITS_SECOND_ADULT");
        let again = eve.takes_next().await.expect("the second look");
        assert_eq!(eve.approves(&again).await["outcome"], "PUBLISHED");
    }

    async fn what_stays_declined_says_so_and_there_is_no_third_look(world) {
        let (mia, _, _, statement) = declined(world).await;
        asks(&mia, &statement, None).await;
        let bob = world.moderator("bob").await;
        let again = bob.takes_next().await.expect("the second look");
        assert_eq!(bob.declines(&again, "Cuéntalo con tus palabras.").await["__typename"], "Declined");
        let told = mia.statement_on("Mareas").await;
        assert_eq!(told["whatHappened"],
            "Another adult read your text and what was said against the decision. It is still not going to be published.");
        assert!(told["redress"].as_str().is_some_and(|words| words.contains("no third")), "{told}");
        assert!(told["secondLookUntil"].is_null());
        assert_eq!(problem(&mia, &told["id"]).await, "LOOKED_AGAIN");
        assert_eq!(problem(&mia, &statement).await, "ASKED_BEFORE");
    }

    async fn it_can_be_asked_for_half_a_year_and_only_of_the_newest_text(world) {
        let (mia, ann, _, statement) = declined(world).await;
        let draft = mia.writes("Vientos", "El viento sopla del norte.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.asks_for_changes(&review, "Cuenta de dónde lo sabes.").await;
        let older = mia.statement_on("Vientos").await["id"].clone();
        mia.submits(&mia.rewrites(&draft, "Vientos", "El viento sopla del norte, lo dice la radio.").await).await;
        assert_eq!(problem(&mia, &older).await, "NEWER");
        world.passes(TimeDelta::days(182));
        let mia = world.signed_in("mia", mia.account()).await;
        assert_eq!(asks(&mia, &statement, None).await["__typename"], "SecondLookAsked", "day 182");
    }

    async fn after_that_it_is_too_late(world) {
        let (mia, _, _, statement) = declined(world).await;
        world.passes(TimeDelta::days(184) + TimeDelta::seconds(1));
        let mia = world.signed_in("mia", mia.account()).await;
        assert_eq!(problem(&mia, &statement).await, "TOO_LATE");
    }

    async fn a_guardian_or_a_guide_may_ask_and_nobody_else_learns_that_there_is_anything(world) {
        let (mia, ann, faro, statement) = declined(world).await;
        let leo = world.correspondent("leo", &faro).await;
        let eva = world.adult("eva", &[Role::Guardian]).await;
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        let max = world.adult("max", &[Role::Guardian]).await;
        let missing = asks(&leo, &json!("x"), None).await;
        for other in [&leo, &max, &ann] {
            assert_eq!(asks(other, &statement, None).await, missing);
        }
        mia.writes("Vientos", "El viento sopla del norte.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.asks_for_changes(&review, "Cuenta de dónde lo sabes.").await;
        let changes = mia.statement_on("Vientos").await["id"].clone();
        assert_eq!(asks(&eva, &changes, None).await, missing, "what to change is for the author to say");
        let guide = world.account("gael", &[Role::Guide], None, Some(World::certificate())).await;
        world.relate(Relation::Guide(faro.id, guide)).await;
        let guide = world.signed_in("gael", guide).await;
        assert_eq!(asks(&guide, &changes, None).await, missing);
        mia.writes("Corrientes", "La corriente va al sur.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.declines(&review, "Esto ya lo sabe todo el mundo.").await;
        let other = mia.statement_on("Corrientes").await["id"].clone();
        // Of what is declined guides are told, and whose it was; never what it says.
        let led = guide.send(TO_GUIDES, json!({})).await.data()["viewer"]["groups"][0]["members"].clone();
        let all: Vec<&Value> = led.as_array().into_iter().flatten().flat_map(|it| it["statements"].as_array().into_iter().flatten()).collect();
        assert!(all.len() == 2 && [&statement, &other].iter().all(|told| all.iter().any(|it| it["id"] == **told)), "{led}");
        assert!(!led.to_string().contains("corriente"), "{led}");
        assert_eq!(asks(&guide, &other, None).await["__typename"], "SecondLookAsked");
        let asked = asks(&eva, &statement, Some("No nos parece justo.")).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        // Who asked hears that it was decided.
        let bob = world.moderator("bob").await;
        let review = bob.takes_next().await.expect("a second look");
        assert_eq!(kinds(&guide).await.len() + kinds(&eva).await.len(), 0);
        bob.declines(&review, "Sigue sin poder ser.").await;
        let review = bob.takes_next().await.expect("the other one");
        bob.approves(&review).await;
        for asking in [&guide, &eva] {
            assert_eq!(kinds(asking).await, ["LOOKED_AGAIN"]);
        }
        let own = mia.send(OWN_ALL, json!({})).await.data().to_string();
        assert!(own.contains("GUARDIAN") && !own.contains("justo"), "that they asked, not what they said: {own}");
    }

    async fn what_was_taken_back_can_be_neither_sent_again_nor_asked_for_again(world) {
        let (mia, ann, _, statement) = declined(world).await;
        let draft = only_draft(&mia).await;
        asks(&mia, &statement, None).await;
        mia.withdraws(&draft).await;
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "NothingChangedError", "nobody asks one adult after another");
        assert!(ann.takes_next().await.is_none());
        assert_eq!(problem(&mia, &statement).await, "ASKED_BEFORE");
    }

    async fn a_text_that_was_sent_and_taken_back_unread_is_no_newer_one(world) {
        let (mia, _, _, statement) = declined(world).await;
        let draft = only_draft(&mia).await;
        let draft = mia.rewrites(&draft, "Mareas", "La marea baja.").await;
        mia.submits(&draft).await;
        assert_eq!(problem(&mia, &statement).await, "NEWER");
        mia.withdraws(&draft).await;
        assert_eq!(asks(&mia, &statement, None).await["__typename"], "SecondLookAsked");
    }

    async fn what_a_child_says_in_danger_is_read_first_wherever_it_is_said(world) {
        let (mia, _, _, statement) = declined(world).await;
        asks(&mia, &statement, Some("Me pegan en casa y no sé a quién contarlo.")).await;
        let bob = world.moderator("bob").await;
        assert_eq!(bob.queue().await.expect("a queue")[0]["lane"], "P0");
    }

    async fn others_bring_nothing_back_that_its_author_took_down(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let eva = world.adult("eva", &[Role::Guardian]).await;
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        let (draft, _) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        let draft = mia.rewrites(&draft, "Mareas", "La marea sube, tonto.").await;
        mia.submits(&draft).await;
        let review = ann.takes_next().await.expect("the review");
        ann.declines(&review, "Sin insultos.").await;
        let statement = mia.statement_on("Mareas").await["id"].clone();
        mia.unpublishes(&draft).await;
        assert_eq!(problem(&eva, &statement).await, "TAKEN_DOWN");
        assert_eq!(asks(&mia, &statement, None).await["__typename"], "SecondLookAsked");
    }

    async fn without_consent_nothing_waits_for_a_second_look(world) {
        let (mia, _, _, statement) = declined(world).await;
        let seen = mia.send(tests::CONSENT, json!({})).await;
        let own = seen.data()["viewer"]["consent"]["correspondent"].clone();
        let said = json!({ "correspondent": own, "textVersion": 1, "withdraw": ["PUBLICATION"] });
        assert_eq!(mia.does(tests::CHANGE_CONSENT, said).await["__typename"], "ConsentChanged");
        assert_eq!(problem(&mia, &statement).await, "NO_CONSENT");
    }

    async fn of_several_who_ask_at_once_one_is_heard(world) {
        let (mia, _, _, statement) = declined(world).await;
        let asked = futures_util::future::join_all((0..4).map(|_| asks(&mia, &statement, None))).await;
        let heard = asked.iter().filter(|given| given["__typename"] == "SecondLookAsked").count();
        assert_eq!(heard, 1, "{asked:?}");
        assert!(asked.iter().all(|given| given["problem"] == "ASKED_BEFORE" || given["problem"].is_null()), "{asked:?}");
    }
}
