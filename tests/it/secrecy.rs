//! Nothing an adult has not approved is ever shown to anybody but its authors and those who review it
//! (DESIGN 2, sentence 1): a canary word is in every text that is not public, and nobody ever hears it.

use api::seal::NodeKind;
use domain::Role;
use serde_json::{Value, json};
use tests::{APPROVE, DraftHandle, ESCALATE, Person, ReviewHandle, TAKE_DOWN, World, stories};
use uuid::Uuid;

const CANARY: &str = "canariolila";

/// In drafts that were never submitted, and in what the safeguarding leads alone read: not even who reviews hears it.
const QUIET: &str = "jilguerogris";

/// What somebody may have got hold of: ids of things that are not theirs.
struct Hidden {
    slugs: Vec<String>,
    drafts: Vec<DraftHandle>,
    reviews: Vec<ReviewHandle>,
}

fn words(state: &str) -> (String, String) {
    (
        format!("{CANARY} {state}"),
        format!("Un {CANARY} canta en {state}."),
    )
}

/// A post in every state in which it is not public.
async fn hide(mia: &Person<'_>, ann: &Person<'_>) -> Hidden {
    let (mut drafts, mut reviews) = (vec![], vec![]);
    let write = async |state: &str| {
        let (title, body) = words(state);
        mia.writes(&title, &body).await
    };
    let declined = write("rechazada").await;
    let review = ann.takes_next().await.expect("a review");
    ann.declines(&review, &format!("No por {CANARY}.")).await;
    reviews.push(review);
    let changes = write("con cambios").await;
    let review = ann.takes_next().await.expect("a review");
    ann.asks_for_changes(&review, &format!("Cambia {CANARY}."))
        .await;
    reviews.push(review);
    let scheduled = write("para otro día").await;
    let review = ann.takes_next().await.expect("a review");
    let later = json!({ "review": review.id, "contentHash": review.hash, "publishAt": "2027-01-07T09:00:00Z" });
    assert_eq!(ann.does(APPROVE, later).await["outcome"], "SCHEDULED");
    reviews.push(review);
    let (title, body) = words("lo grave");
    let escalated = mia.writes(&title, &format!("{body} {QUIET}")).await;
    let review = ann.takes_next().await.expect("a review");
    let escalate = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE", "note": QUIET });
    let handed_on = ann.does(ESCALATE, escalate).await;
    assert_eq!(handed_on["__typename"], "ReviewEscalated");
    reviews.push(review);
    let (taken_down, gone) = take_down(mia, ann).await;
    let withdrawn = write("retirada").await;
    mia.withdraws(&withdrawn).await;
    let (title, body) = words("lo retirado del todo");
    let (unpublished, slug) = mia.publishes(&title, &body, ann).await;
    mia.unpublishes(&unpublished).await;
    let (public, address) = mia
        .publishes("Pública", "Esto lo lee cualquiera.", ann)
        .await;
    let on = mia.post(&address).await["id"].clone();
    drafts.extend(comment(mia, ann, &on).await);
    let (title, body) = words("la edición");
    let edited = mia.rewrites(&public, &title, &body).await;
    mia.submits(&edited).await;
    let claimed = write("leyéndose").await;
    reviews.extend(ann.takes_next().await);
    let waiting = write("espera").await;
    drafts.push(mia.says(&on, &words("un comentario que espera").1).await);
    let (title, body) = words("borrador");
    let unsubmitted = mia.starts(&title, &format!("{body} {QUIET}")).await;
    drafts.push(
        mia.rewrites(&unsubmitted, QUIET, &format!("{body} {QUIET}"))
            .await,
    );
    drafts.extend([
        declined,
        changes,
        scheduled,
        escalated,
        taken_down,
        withdrawn,
        edited,
        unpublished,
        claimed,
        waiting,
    ]);
    Hidden {
        slugs: vec![slug, gone, address],
        drafts,
        reviews,
    }
}

/// Comments that were declined, one that waits, and one that its author took down.
async fn comment(mia: &Person<'_>, ann: &Person<'_>, on: &Value) -> [DraftHandle; 2] {
    let unpublished = mia.says(on, &words("un comentario retirado").1).await;
    ann.publishes_comment().await;
    mia.unpublishes(&unpublished).await;
    let declined = mia.says(on, &words("un comentario rechazado").1).await;
    let review = ann.takes_next().await.expect("the comment");
    ann.declines(&review, "No.").await;
    let reader = mia.world().reader();
    reader.says_as_reader(on, &words("uno de fuera").1).await;
    let review = ann.takes_next().await.expect("the comment");
    ann.declines(&review, "No.").await;
    reader.says_as_reader(on, &words("uno que espera").1).await;
    [declined, unpublished]
}

/// What was public and an adult took down.
async fn take_down(mia: &Person<'_>, ann: &Person<'_>) -> (DraftHandle, String) {
    let (title, body) = words("lo que se quitó");
    let (draft, slug) = mia.publishes(&title, &body, ann).await;
    let post = ann.post(&slug).await;
    let taken = json!({ "post": post["id"], "contentHash": post["contentHash"],
        "grounds": [{ "reason": "HATE" }], "message": format!("No por {CANARY}.") });
    assert_eq!(
        ann.does(TAKE_DOWN, taken).await["__typename"],
        "PostTakenDown"
    );
    (draft, slug)
}

/// Everything that somebody can ask, with every id that exists and some that don't.
async fn ask_everything(who: &Person<'_>, hidden: &Hidden) -> String {
    let world = who.world();
    let mut heard = String::new();
    let mut ids: Vec<String> = hidden.drafts.iter().map(|draft| draft.id.clone()).collect();
    ids.extend(hidden.reviews.iter().map(|review| review.id.clone()));
    let mut sealed = ids.clone();
    for id in &ids {
        if let Some((_, value)) = world.sealer().open_node(id) {
            let post = world.sealer().node_id(NodeKind::Post, value);
            let read = who.send(PUBLISHED, json!({ "post": post })).await;
            heard.push_str(&read.body.to_string());
            sealed.extend(NodeKind::ALL.map(|kind| world.sealer().node_id(kind, value)));
        }
    }
    sealed.push(world.sealer().node_id(NodeKind::Draft, Uuid::from_u128(5)));
    for id in &sealed {
        let answered = who.send(EVERYTHING_OF_A_NODE, json!({ "id": id })).await;
        assert!(
            answered.body.get("data").is_some(),
            "a question that nobody may ask proves nothing: {}",
            answered.body
        );
        heard.push_str(&answered.body.to_string());
    }
    for id in &ids {
        for (query, variables) in [
            (tests::NODE, json!({ "id": id })),
            (tests::REVIEW, json!({ "id": id })),
            (tests::FEED, json!({ "topic": id })),
            (tests::FEED, json!({ "group": id })),
            (MY_DRAFT, json!({ "id": id })),
        ] {
            heard.push_str(&who.send(query, variables).await.body.to_string());
        }
        heard.push_str(&try_to_change(who, id, &hidden.reviews).await);
    }
    let guessed = [
        "canariolila",
        "canariolila-espera",
        "canariolila-la-edicion",
    ]
    .map(str::to_owned);
    for slug in guessed.iter().chain(&hidden.slugs) {
        heard.push_str(&who.post(slug).await.to_string());
        let comments = who.send(tests::COMMENTS, json!({ "slug": slug })).await;
        heard.push_str(&comments.body.to_string());
    }
    heard.push_str(&ask_lists(who).await);
    heard
}

async fn try_to_change(who: &Person<'_>, id: &str, reviews: &[ReviewHandle]) -> String {
    let hash = reviews.first().map(|review| review.hash.clone());
    let text = json!({ "title": "x", "body": "y", "language": "SPANISH" });
    let refusal = json!({ "review": id, "contentHash": hash, "grounds": [{ "reason": "HATE" }], "message": "x" });
    let mut heard = String::new();
    for (document, input) in [
        (
            tests::SAVE,
            json!({ "draft": id, "version": 1, "text": text }),
        ),
        (tests::CHECK, json!({ "draft": id })),
        (tests::SUBMIT, json!({ "draft": id, "version": 1 })),
        (tests::WITHDRAW, json!({ "draft": id })),
        (tests::UNPUBLISH, json!({ "draft": id })),
        (
            tests::COMMENT,
            json!({ "on": id, "text": "x", "language": "SPANISH" }),
        ),
        (
            tests::CHECK_COMMENT,
            json!({ "on": id, "text": "x", "language": "SPANISH" }),
        ),
        (
            tests::CLOSE_COMMENTS,
            json!({ "post": id, "reason": "UNKIND" }),
        ),
        (tests::OPEN_COMMENTS, json!({ "post": id })),
        (tests::CLAIM, json!({ "review": id })),
        (tests::RENEW, json!({ "review": id })),
        (tests::RELEASE, json!({ "review": id })),
        (APPROVE, json!({ "review": id, "contentHash": hash })),
        (tests::REQUEST_CHANGES, refusal.clone()),
        (tests::DECLINE, refusal),
    ] {
        let answered = who.send(document, json!({ "input": input })).await;
        heard.push_str(&answered.body.to_string());
    }
    heard
}

async fn ask_lists(who: &Person<'_>) -> String {
    let mut heard = String::new();
    for (query, variables) in [
        (tests::FEED, json!({ "first": 50 })),
        (tests::FEED, json!({ "last": 50 })),
        (tests::FEED, json!({ "language": "SPANISH" })),
        (tests::DRAFTS, json!({})),
        (COMMENTS, json!({})),
        (tests::QUEUE, json!({ "first": 50 })),
        (tests::CLAIM_NEXT, json!({ "input": {} })),
        (ESCALATIONS, json!({})),
        (
            "{ topics { name slug } correspondent(penName: \"mia del Mar\") { posts { edges { node { title html } } } } }",
            json!({}),
        ),
        (
            "{ __schema { types { name description fields { name description } } } }",
            json!({}),
        ),
        ("{ nonsense }", json!({})),
        ("{ posts(first: 0) { edges { cursor } } }", json!({})),
        (
            "{ posts(after: \"nonsense\") { edges { cursor } } }",
            json!({}),
        ),
        ("{", json!({})),
    ] {
        heard.push_str(&who.send(query, variables).await.body.to_string());
    }
    heard
}

const COMMENTS: &str = "{ viewer { silenced { since } comments(first: 50) { edges { node { body comment { html } } } } } }";

const PUBLISHED: &str =
    "query($post: ID!) { viewer { publishedRevision(post: $post) { title body } } }";

const ESCALATIONS: &str =
    "{ viewer { escalations { note revision { title body } review { title } } } }";

const MY_DRAFT: &str =
    "query($id: ID!) { viewer { draft(id: $id) { title body submission { title } } } }";

const EVERYTHING_OF_A_NODE: &str = "query($id: ID!) { node(id: $id) { __typename id
    ... on Post { title summary html slug authors { penName } }
    ... on Escalation { note revision { title body } }
    ... on Draft { draftTitle: title draftSummary: summary body submission { title decisions { message } } post { title html } }
    ... on Comment { html author { penName } on: post { title } replyTo { html } }
    ... on Review { reviewTitle: title commentOn { replyTo { html } } revision { title html body } decisions { message } changesSincePublished { body { text } } }
    ... on Correspondent { penName posts { edges { node { title html } } } }
    ... on Topic { name } ... on Group { name } } }";

stories! {
    async fn what_no_adult_approved_is_never_heard_of_by_anybody_else(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let hidden = hide(&mia, &ann).await;
        // The canary can be heard by its author and by who reviews, or this test would prove nothing.
        assert!(ask_lists(&mia).await.contains(CANARY));
        assert!(ask_lists(&ann).await.contains(CANARY));
        assert!(ask_lists(&mia).await.contains(QUIET));
        assert!(!ask_everything(&ann, &hidden).await.contains(QUIET), "who reviews heard of a mere draft");
        app::people::set_blog_page(&world.app().operator(), mia.account(), true).await.expect("a blog page");

        for (who, name) in others(world, &mia, &faro, &norte).await {
            let heard = ask_everything(&who, &hidden).await;
            assert!(heard.contains("Pública") || heard.contains("Esto lo lee"), "{name} reads what is public");
            assert!(!heard.contains(CANARY), "{name} heard of what is not public");
        }
    }

    async fn hidden_missing_and_foreign_ids_get_the_same_answer(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let hidden = hide(&mia, &ann).await;
        let leo = world.correspondent("leo", &faro).await;
        let missing = |kind| world.sealer().node_id(kind, Uuid::from_u128(77));
        for (id, absent) in [
            (&hidden.drafts[0].id, missing(NodeKind::Draft)),
            (&hidden.reviews[0].id, missing(NodeKind::Review)),
        ] {
            for other in [absent.as_str(), "nonsense", ""] {
                for query in [tests::NODE, EVERYTHING_OF_A_NODE, MY_DRAFT, tests::REVIEW] {
                    let asked = async |id: &str| leo.send(query, json!({ "id": id })).await.body;
                    assert_eq!(asked(id).await, asked(other).await);
                }
                let tried = async |id: &str| try_to_change(&leo, id, &hidden.reviews).await;
                assert_eq!(tried(id).await, tried(other).await);
            }
        }
    }

    async fn public_answers_tell_neither_hour_nor_order_nor_number(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.publishes("Una", "Texto.", &ann).await;
        mia.publishes("Otra", "Texto.", &ann).await;
        let feed = world.reader().send(tests::FEED, json!({})).await;
        let text = feed.body.to_string();
        assert!(!text.contains("T10:") && !text.contains(":00Z"), "no hour: {text}");
        let ids: Vec<Value> = world.reader().feed().await.iter().map(|post| post["id"].clone()).collect();
        for id in ids {
            let (_, value) = world.sealer().open_node(id.as_str().unwrap()).unwrap();
            assert!(!text.contains(&value.simple().to_string()) && !text.contains(&value.to_string()));
        }
    }
}

/// Everybody who has no business with what is hidden.
async fn others<'w>(
    world: &'w World,
    mia: &Person<'_>,
    faro: &app::people::Group,
    norte: &app::people::Group,
) -> Vec<(Person<'w>, &'static str)> {
    use app::people::Relation;
    let guide = world.adult("gael", &[Role::Guide]).await;
    world
        .relate(Relation::Guide(faro.id, guide.account()))
        .await;
    let guardian = world.adult("marta", &[Role::Guardian]).await;
    world
        .relate(Relation::Guardian(guardian.account(), mia.account()))
        .await;
    let own = world.moderator("nil").await;
    world.relate(Relation::Guide(faro.id, own.account())).await;
    vec![
        (world.reader(), "a reader"),
        (
            world.correspondent("leo", faro).await,
            "another correspondent of the group",
        ),
        (
            world.correspondent("eva", norte).await,
            "a correspondent of another group",
        ),
        (guide, "the group's guide"),
        (guardian, "the author's guardian"),
        (own, "a moderator who guides the group"),
        (
            world.adult("tom", &[Role::Moderator]).await,
            "a moderator without clearance",
        ),
        (
            world
                .adult("ada", &[Role::Administrator, Role::Coordinator])
                .await,
            "an administrator",
        ),
    ]
}
