//! An adult takes down what is public: gone at once and everywhere, with reasons that the child understands, and read again by another adult.

use app::people::{Group, Relation};
use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{ASK_FOR_SECOND_LOOK, DRAFT_CHANGED, DraftHandle, Person, TAKE_DOWN, World, stories};

const BODY: &str = "Vivo en la calle Mayor 3. La marea sube por la tarde.";

/// What readers find of posts.
const FOUND: &str = "query($slug: String!, $id: ID!, $topic: ID!, $group: ID!) { posts(first: 5) { edges { node { slug } } }
    ofTopic: posts(first: 5, topic: $topic) { edges { node { slug } } } ofGroup: posts(first: 5, group: $group) { edges { node { slug } } }
    inSpanish: posts(first: 5, language: SPANISH) { edges { node { slug } } }
    post(slug: $slug) { slug } node(id: $id) { id } nodes(ids: [$id]) { id } correspondent(penName: \"mia del Mar\") { posts(first: 5) {
    edges { node { slug } } } } }";

/// What a moderator reads of what is public.
const PUBLISHED: &str =
    "query($post: ID!) { viewer { publishedRevision(post: $post) { contentHash body } } }";

/// What an author sees of the one post.
const OWN: &str = "{ viewer { drafts(first: 1) { edges { node { id version post { slug } submission { number state secondLook { askedBy } }
    statements { id restriction whatHappened origin howNoticed nextStep redress secondLookUntil grounds { reason quotes { excerpt } } message } } } } } }";

const TO_GUARDIANS: &str = "{ viewer { wards { statements { whatHappened scope reasons } } } }";

/// A post that is public.
struct Public {
    draft: DraftHandle,
    post: Value,
    slug: String,
}

/// What Mia of a group wrote, which two adults read and made public.
async fn public(world: &World, mia: &Person<'_>) -> Public {
    let draft = mia.writes("Mareas", BODY).await;
    let mut approved = Value::Null;
    for name in ["ona", "pau"] {
        let reads = world.moderator(name).await;
        if let Some(review) = reads.takes_next().await {
            approved = reads.approves(&review).await;
        }
    }
    assert_eq!(approved["outcome"], "PUBLISHED", "{approved}");
    Public {
        draft,
        post: approved["post"]["id"].clone(),
        slug: approved["post"]["slug"]
            .as_str()
            .expect("an address")
            .to_owned(),
    }
}

/// Takes a post down as it stands, for the address in it.
async fn takes_down(who: &Person<'_>, shown: &Public) -> Value {
    let seen = who.send(PUBLISHED, json!({ "post": shown.post })).await;
    let revision = &seen.data()["viewer"]["publishedRevision"];
    let given = who.does(TAKE_DOWN, json!({ "post": shown.post, "contentHash": revision["contentHash"],
        "grounds": [{ "reason": "PERSONAL_DATA_SELF", "quotes": [{ "field": "BODY", "start": 0, "end": 24 }] }],
        "message": "Quita la calle y puede volver." })).await;
    assert_eq!(given["__typename"], "PostTakenDown", "{given}");
    given["isReadAgain"].clone()
}

/// What an author sees of the one post.
async fn own(mia: &Person<'_>) -> Value {
    let seen = mia.send(OWN, json!({})).await;
    seen.data()["viewer"]["drafts"]["edges"][0]["node"].clone()
}

async fn mia_of(world: &World) -> (Person<'_>, Group) {
    let faro = world.group("Faro").await;
    (world.correspondent("mia", &faro).await, faro)
}

/// Why there is no second look.
async fn problem(who: &Person<'_>, statement: &Value) -> Value {
    let given = who
        .does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement }))
        .await;
    given["problem"].clone()
}

stories! {
    async fn what_is_taken_down_is_gone_everywhere_at_once_and_the_author_reads_why(world) {
        let (mia, faro) = mia_of(world).await;
        let topic = world.topic("Mar").await;
        let operator = world.app().operator();
        app::people::set_blog_page(&operator, mia.account(), true).await.expect("a page");
        let shown = public(world, &mia).await;
        let elsewhere = world.elsewhere().await.expect("another process");
        let sealed = |kind, id| world.sealer().node_id(kind, id);
        let find = json!({ "slug": shown.slug, "id": shown.post, "topic": sealed(api::seal::NodeKind::Topic, topic.id.as_uuid()),
            "group": sealed(api::seal::NodeKind::Group, faro.id.as_uuid()) });
        let before = elsewhere.reader().send(FOUND, find.clone()).await;
        assert_eq!(before.data()["post"]["slug"], json!(shown.slug), "{:?}", before.data());
        assert!(before.data().to_string().matches(&shown.slug).count() >= 5, "{}", before.data());
        let mut events = mia.listens(DRAFT_CHANGED).await;

        let ann = world.moderator("ann").await;
        assert_eq!(takes_down(&ann, &shown).await, json!(true));

        for world in [world, &elsewhere] {
            let found = world.reader().send(FOUND, find.clone()).await;
            assert!(!found.data().to_string().contains(&shown.slug), "{}", found.data());
            assert_eq!((&found.data()["node"], &found.data()["nodes"]), (&Value::Null, &json!([null])));
        }
        elsewhere.end().await.expect("an end");
        assert!(events.next().await.is_some_and(|heard| heard["data"]["draftChanged"]["draft"]["post"].is_null()));
        let own = own(&mia).await;
        assert_eq!((&own["submission"]["state"], &own["post"]), (&json!("PENDING"), &Value::Null), "another adult reads it again");
        let told = &own["statements"][0];
        assert_eq!((&told["restriction"], &told["origin"]), (&json!("TAKEN_DOWN"), &json!("READING_AFTERWARDS")));
        assert_eq!(told["grounds"][0]["quotes"][0]["excerpt"], "Vivo en la calle Mayor 3");
        for part in ["whatHappened", "howNoticed", "nextStep", "redress", "message", "secondLookUntil"] {
            assert!(told[part].as_str().is_some_and(|words| !words.is_empty()), "{part}: {told}");
        }
        assert!(ann.send(PUBLISHED, json!({ "post": shown.post })).await.data()["viewer"]["publishedRevision"].is_null());
    }

    async fn another_adult_reads_the_same_bytes_and_can_put_them_back(world in careful) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob, eve) = (world.moderator("ann").await, world.moderator("bob").await, world.moderator("eve").await);
        assert_eq!(takes_down(&ann, &shown).await, json!(true));
        let waits = own(&mia).await;
        assert_eq!(waits["submission"], json!({ "number": 2, "state": "PENDING", "secondLook": { "askedBy": "TOOK_DOWN" } }));
        let statement = &waits["statements"][0]["id"];
        assert_eq!(problem(&mia, statement).await, "READ_ANYWAY");
        assert!(ann.takes_next().await.is_none(), "not by who took it down");
        let again = bob.takes_next().await.expect("the review");
        assert_eq!(bob.approves(&again).await["outcome"], "AWAITS_SECOND_ADULT", "two for what one took down");
        let again = eve.takes_next().await.expect("the review");
        let back = eve.approves(&again).await;
        assert_eq!((&back["outcome"], &back["post"]["slug"]), (&json!("PUBLISHED"), &json!(shown.slug)));
        assert_eq!(world.reader().feed().await.len(), 1);
        assert_eq!(own(&mia).await["statements"][0]["id"], *statement, "what was said stays said");
    }

    async fn what_stays_down_can_be_looked_at_by_a_third_adult_and_no_more(world in careful) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob, eve) = (world.moderator("ann").await, world.moderator("bob").await, world.moderator("eve").await);
        takes_down(&ann, &shown).await;
        world.passes(TimeDelta::minutes(1));
        let again = bob.takes_next().await.expect("the review");
        assert_eq!(bob.declines(&again, "Quita la calle.").await["__typename"], "Declined");
        let stays = own(&mia).await["statements"][0].clone();
        assert_eq!((&stays["restriction"], &stays["origin"]), (&json!("TAKEN_DOWN"), &json!("READING_AFTERWARDS")));
        assert_eq!(stays["whatHappened"], "Another adult read your text too. It stays down.");
        assert!(stays["secondLookUntil"].is_string(), "it was nobody's second look yet: {stays}");
        let asked = mia.does(ASK_FOR_SECOND_LOOK, json!({ "statement": stays["id"] })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        for who in [&ann, &bob] {
            assert!(who.takes_next().await.is_none(), "by neither of the two");
        }
        world.passes(TimeDelta::minutes(1));
        let last = eve.takes_next().await.expect("the second look");
        eve.declines(&last, "Sin la calle sale.").await;
        let told = own(&mia).await["statements"][0].clone();
        assert_eq!(told["whatHappened"], "Another adult read your text and what was said against the decision. It stays down.");
        assert_eq!(problem(&mia, &told["id"]).await, "LOOKED_AGAIN");
    }

    async fn the_same_text_is_not_sent_again_and_another_one_is_read_as_any(world in careful) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        takes_down(&ann, &shown).await;
        assert_eq!(mia.tries_to_submit(&shown.draft).await["__typename"], "NothingChangedError");
        mia.submits(&mia.rewrites(&shown.draft, "Mareas", "La marea sube por la tarde.").await).await;
        assert!(ann.takes_next().await.is_none(), "nor is that for who took it down");
        let review = bob.takes_next().await.expect("the new text");
        let seen = bob.send("query($id: ID!) { viewer { review(id: $id) { risks statements { restriction } } } }", json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"], json!({ "risks": ["FIRST_POST", "TAKEDOWN"], "statements": [{ "restriction": "TAKEN_DOWN" }] }),
            "who reads it knows");
        assert_eq!(review.seen["revision"]["html"], "<p>La marea sube por la tarde.</p>\n");
        assert!(world.reader().feed().await.is_empty());
    }

    async fn who_took_it_back_from_being_read_again_may_ask_for_a_second_look(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        takes_down(&ann, &shown).await;
        mia.withdraws(&shown.draft).await;
        assert_eq!(mia.tries_to_submit(&shown.draft).await["__typename"], "NothingChangedError");
        let statement = own(&mia).await["statements"][0]["id"].clone();
        let asked = mia.does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        assert!(ann.takes_next().await.is_none() && bob.takes_next().await.is_some());
        assert_eq!(problem(&mia, &statement).await, "ASKED_BEFORE");
    }

    async fn taking_it_back_and_sending_it_changed_is_no_way_around_the_second_adult(world in careful) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        takes_down(&ann, &shown).await;
        mia.withdraws(&shown.draft).await;
        mia.submits(&mia.rewrites(&shown.draft, "Mareas", "Vivo en la calle Mayor 4. La marea sube.").await).await;
        assert!(ann.takes_next().await.is_none());
        let review = bob.takes_next().await.expect("the changed text");
        let seen = bob.send("query($id: ID!) { viewer { review(id: $id) { risks } } }", json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["risks"], json!(["FIRST_POST", "TAKEDOWN"]));
    }

    async fn a_takedown_leaves_the_second_look_at_a_newer_text_as_it_is(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob, eve) = (world.moderator("ann").await, world.moderator("bob").await, world.moderator("eve").await);
        mia.submits(&mia.rewrites(&shown.draft, "Mareas altas", "La marea sube mucho.").await).await;
        bob.declines(&bob.takes_next().await.expect("the edit"), "Así no.").await;
        let declined = own(&mia).await["statements"][0]["id"].clone();
        world.passes(TimeDelta::minutes(1));
        takes_down(&ann, &shown).await;
        assert_eq!(problem(&mia, &declined).await, "READ_ANYWAY");
        world.passes(TimeDelta::minutes(1));
        eve.declines(&eve.takes_next().await.expect("what was taken down"), "Sigue así.").await;
        let asked = mia.does(ASK_FOR_SECOND_LOOK, json!({ "statement": declined })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        let again = ann.takes_next().await.expect("the second look");
        assert_eq!(again.seen["title"], "Mareas altas");
    }

    async fn who_was_overruled_does_not_take_it_down_again(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        takes_down(&ann, &shown).await;
        bob.publishes_next().await;
        let refused = ann.does(TAKE_DOWN, json!({ "post": shown.post, "contentHash": "0".repeat(64),
            "grounds": [{ "reason": "HATE" }], "message": "No." })).await;
        assert_eq!(refused["reason"], "RELATED", "{refused}");
        takes_down(&bob, &shown).await;
    }

    async fn who_is_related_or_has_other_work_takes_nothing_down(world) {
        let (mia, faro) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let leo = world.correspondent("leo", &faro).await;
        let gael = world.moderator("gael").await;
        world.relate(Relation::Guide(faro.id, gael.account())).await;
        let eva = world.moderator("eva").await;
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        let ada = world.adult("ada", &[Role::Administrator]).await;
        for (who, reason) in [(&mia, "NOT_YOUR_ROLE"), (&leo, "NOT_YOUR_ROLE"), (&ada, "NOT_YOUR_ROLE"), (&gael, "RELATED"), (&eva, "RELATED")] {
            let seen = who.send(PUBLISHED, json!({ "post": shown.post })).await;
            assert!(seen.data()["viewer"]["publishedRevision"].is_null());
            let refused = who.does(TAKE_DOWN, json!({ "post": shown.post, "contentHash": "0".repeat(64),
                "grounds": [{ "reason": "HATE" }], "message": "No." })).await;
            assert_eq!(refused["reason"], reason, "{refused}");
        }
        let lea = world.account("lea", &[Role::SafeguardingLead], None, Some(World::certificate())).await;
        let lea = world.signed_in("lea", lea).await;
        takes_down(&lea, &shown).await;
        let gone = lea.does(TAKE_DOWN, json!({ "post": shown.post, "contentHash": "0".repeat(64),
            "grounds": [{ "reason": "HATE" }], "message": "No." })).await;
        assert_eq!(gone["__typename"], "NotFoundError", "{gone}");
    }

    async fn what_was_not_read_is_not_taken_down_and_an_adults_contact_is_not_told(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let ann = world.moderator("ann").await;
        let take_down = async |hash: &Value, words: &str, end: i32| {
            let quotes = json!([{ "field": "BODY", "start": 0, "end": end }]);
            ann.does(TAKE_DOWN, json!({ "post": shown.post, "contentHash": hash, "message": words,
                "grounds": [{ "reason": "HATE", "quotes": quotes }] })).await
        };
        let seen = ann.send(PUBLISHED, json!({ "post": shown.post })).await;
        let hash = seen.data()["viewer"]["publishedRevision"]["contentHash"].clone();
        let draft = mia.rewrites(&shown.draft, "Mareas", "La marea sube por la tarde.").await;
        mia.submits(&draft).await;
        let bob = world.moderator("bob").await;
        bob.publishes_next().await;
        let stale = take_down(&hash, "No.", 5).await;
        assert_eq!((&stale["__typename"], &stale["openReview"], &stale["seen"]), (&json!("StaleRevisionError"), &Value::Null, &hash));
        assert!(stale["diff"]["body"].as_array().is_some_and(|parts| parts.len() > 1), "{stale}");
        let before = world.records().await;
        let current = stale["current"].clone();
        assert_eq!(take_down(&current, "Escríbeme a ann.lopez@gmail.com.", 5).await["__typename"], "WordsRefusedError");
        assert_eq!(world.records().await, before + 1, "that it was tried is recorded");
        assert_eq!(take_down(&current, "No.", 900).await["__typename"], "InvalidInputError");
        assert_eq!(world.reader().feed().await.len(), 1);
        assert_eq!(take_down(&current, "No.", 5).await["__typename"], "PostTakenDown");
        assert_eq!(world.records().await, before + 2);
    }

    async fn a_guardian_hears_of_it_in_general_words(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let eva = world.adult("eva", &[Role::Guardian]).await;
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        takes_down(&world.moderator("ann").await, &shown).await;
        world.passes(TimeDelta::minutes(1));
        let bob = world.moderator("bob").await;
        bob.declines(&bob.takes_next().await.expect("the review"), "Quita la calle.").await;
        let told = eva.send(TO_GUARDIANS, json!({})).await;
        let told = &told.data()["viewer"]["wards"][0]["statements"][0];
        assert!(told["whatHappened"].as_str().is_some_and(|words| words.contains("stays down")), "{told}");
        assert!(!told.to_string().contains("Mayor"), "{told}");
        let statement = own(&mia).await["statements"][0]["id"].clone();
        let asked = eva.does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "a guardian may ask too: {asked}");
    }

    async fn two_adults_at_once_take_it_down_once(world) {
        let (mia, _) = mia_of(world).await;
        let shown = public(world, &mia).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let seen = ann.send(PUBLISHED, json!({ "post": shown.post })).await;
        let input = json!({ "post": shown.post, "contentHash": seen.data()["viewer"]["publishedRevision"]["contentHash"],
            "grounds": [{ "reason": "HATE" }], "message": "No." });
        let (one, other) = tokio::join!(ann.does(TAKE_DOWN, input.clone()), bob.does(TAKE_DOWN, input.clone()));
        let mut outcomes = [one["__typename"].clone(), other["__typename"].clone()];
        outcomes.sort_by_key(Value::to_string);
        assert_eq!(outcomes, [json!("NotFoundError"), json!("PostTakenDown")]);
        assert_eq!(own(&mia).await["statements"].as_array().map(Vec::len), Some(1));
    }
}
