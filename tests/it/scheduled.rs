//! What adults approve for a campaign day: nobody sees it before, it is public from then on, and whoever may take it back can until the last moment.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    APPROVE, CHANGE_CONSENT, CONSENT, DraftHandle, Person, ReviewHandle, TAKE_DOWN, World, stories,
};

/// When an author is told that it will be public.
const OWN: &str = "{ viewer { drafts(first: 1) { edges { node { publishAt submission { state } post { slug publishedOn } } } } } }";

/// Eight days ahead, and a quarter to nine in the evening at the centre: the world begins on the fourth.
const CAMPAIGN: &str = "2026-11-12T19:45:00Z";

async fn approves_for(who: &Person<'_>, review: &ReviewHandle, at: &str) -> Value {
    who.does(
        APPROVE,
        json!({ "review": review.id, "contentHash": review.hash, "publishAt": at }),
    )
    .await
}

async fn own(mia: &Person<'_>) -> Value {
    let seen = mia.send(OWN, json!({})).await;
    seen.data()["viewer"]["drafts"]["edges"][0]["node"].clone()
}

/// What the clock and the workers do in so much time.
async fn passes(world: &World, span: TimeDelta) {
    world.passes(span);
    app::posts::publish_due(world.app()).await.expect("a turn");
}

/// Mia, whose post Ann approved for the campaign.
async fn approved(world: &World) -> (Person<'_>, Person<'_>, DraftHandle) {
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    let draft = mia.writes("Mareas", "La marea sube.").await;
    let review = ann.takes_next().await.expect("the review");
    let given = approves_for(&ann, &review, CAMPAIGN).await;
    assert_eq!(
        (&given["outcome"], &given["post"]),
        (&json!("SCHEDULED"), &Value::Null),
        "{given}"
    );
    (mia, ann, draft)
}

stories! {
    async fn it_is_public_from_the_time_for_which_it_was_approved(world) {
        let (mia, ann, draft) = approved(world).await;
        assert_eq!(own(&mia).await, json!({ "publishAt": CAMPAIGN, "submission": { "state": "APPROVED" }, "post": null }));
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "NothingChangedError");
        passes(world, TimeDelta::days(8)).await;
        assert!(world.reader().feed().await.is_empty(), "an hour too early");
        let ann = world.signed_in("ann", ann.account()).await;
        assert!(ann.queue().await.expect("a queue").is_empty());
        passes(world, TimeDelta::hours(12)).await;
        let feed = world.reader().feed().await;
        assert_eq!((feed.len(), &feed[0]["publishedOn"]), (1, &json!("2026-11-12")));
        let mia = world.signed_in("mia", mia.account()).await;
        let seen = own(&mia).await;
        assert_eq!((&seen["publishAt"], &seen["post"]["slug"]), (&Value::Null, &feed[0]["slug"]));
        let records = world.records().await;
        passes(world, TimeDelta::days(1)).await;
        assert_eq!(world.records().await, records, "once");
    }

    async fn many_workers_make_it_public_once(world) {
        approved(world).await;
        let records = world.records().await;
        world.passes(TimeDelta::days(9));
        let (one, other) = tokio::join!(app::posts::publish_due(world.app()), app::posts::publish_due(world.app()));
        one.and(other).expect("turns");
        assert_eq!((world.reader().feed().await.len(), world.records().await), (1, records + 1));
    }

    async fn its_author_takes_it_back_until_then(world) {
        let (mia, _, draft) = approved(world).await;
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "PostUnpublished");
        assert_eq!(own(&mia).await["publishAt"], Value::Null);
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "NotPublishedError");
        passes(world, TimeDelta::days(90)).await;
        assert!(world.reader().feed().await.is_empty());
    }

    async fn consent_that_is_taken_back_meanwhile_keeps_it_away(world) {
        let (mia, _, _) = approved(world).await;
        let consent = mia.send(CONSENT, json!({})).await;
        let correspondent = consent.data()["viewer"]["consent"]["correspondent"].clone();
        let said = mia.does(CHANGE_CONSENT, json!({ "correspondent": correspondent, "textVersion": 1, "withdraw": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        assert_eq!(own(&mia).await["publishAt"], Value::Null);
        let said = mia.does(CHANGE_CONSENT, json!({ "correspondent": correspondent, "textVersion": 1, "give": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        passes(world, TimeDelta::days(90)).await;
        assert!(world.reader().feed().await.is_empty(), "nothing comes back by itself");
    }

    async fn of_two_adults_the_later_time_counts_and_a_time_that_is_past_is_now(world in careful) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "AWAITS_SECOND_ADULT");
        let review = bob.takes_next().await.expect("the review");
        assert_eq!(bob.approves(&review).await["outcome"], "SCHEDULED");
        assert_eq!(own(&mia).await["publishAt"], CAMPAIGN);
        passes(world, TimeDelta::days(9)).await;
        let leo = world.correspondent("leo", &faro).await;
        leo.writes("Vientos", "El viento sopla.").await;
        let (ann, bob) = (world.signed_in("ann", ann.account()).await, world.signed_in("bob", bob.account()).await);
        let review = ann.takes_next().await.expect("the review");
        approves_for(&ann, &review, "2026-11-14T09:00:00Z").await;
        world.passes(TimeDelta::hours(26));
        let bob = world.signed_in("bob", bob.account()).await;
        let review = bob.takes_next().await.expect("the review");
        assert_eq!(bob.approves(&review).await["outcome"], "PUBLISHED");
    }

    async fn a_time_that_is_past_or_too_far_is_refused_in_words(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        for at in ["2026-11-04T08:00:00Z", "2028-01-01T00:00:00Z"] {
            let refused = approves_for(&ann, &review, at).await;
            assert_eq!((&refused["__typename"], &refused["message"]), (&json!("InvalidInputError"),
                &json!("Choose a time that is still to come, a year ahead at most. Leave it out to publish at once.")), "{at}");
        }
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "SCHEDULED", "nothing was lost");
    }

    async fn a_newer_text_takes_its_place_and_a_takedown_ends_it(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (draft, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        let draft = mia.rewrites(&draft, "Mareas", "La marea baja.").await;
        mia.submits(&draft).await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "SCHEDULED");
        assert_eq!(world.reader().post(&slug).await["html"], "<p>La marea sube.</p>\n", "what is public stays as it is");
        let draft = mia.rewrites(&draft, "Mareas", "La marea vuelve.").await;
        mia.submits(&draft).await;
        ann.publishes_next().await;
        passes(world, TimeDelta::days(9)).await;
        let post = world.reader().post(&slug).await;
        assert_eq!(post["html"], "<p>La marea vuelve.</p>\n");

        let (mia, ann) = (world.signed_in("mia", mia.account()).await, world.signed_in("ann", ann.account()).await);
        mia.submits(&mia.rewrites(&draft, "Mareas", "La marea calla.").await).await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, "2026-11-20T08:00:00Z").await["outcome"], "SCHEDULED");
        let taken = json!({ "post": post["id"], "contentHash": post["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "No." });
        assert_eq!(ann.does(TAKE_DOWN, taken).await["__typename"], "PostTakenDown");
        passes(world, TimeDelta::days(90)).await;
        assert!(world.reader().feed().await.is_empty());
    }

    async fn what_is_handed_to_the_leads_meanwhile_is_not_public_by_itself(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "SCHEDULED");
        let escalated = ann.does(tests::ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" })).await;
        assert_eq!(escalated["__typename"], "ReviewEscalated", "{escalated}");
        passes(world, TimeDelta::days(9)).await;
        assert!(world.reader().feed().await.is_empty());
    }

    async fn a_date_of_somebody_whose_approval_does_not_count_is_none(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Ayuda", "A veces me quiero morir y no sé qué hacer.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "AWAITS_SECOND_ADULT");
        let seen = bob.send("query($id: ID!) { viewer { review(id: $id) { decisions { publishAt } } } }", json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["decisions"], json!([{ "publishAt": CAMPAIGN }]), "the second adult knows");
        bob.does(tests::ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "SELF_HARM" })).await;
        let mut outcome = Value::Null;
        for name in ["lea", "luz"] {
            let lead = world.account(name, &[domain::Role::SafeguardingLead], None, Some(World::certificate())).await;
            let lead = world.signed_in(name, lead).await;
            let review = lead.takes_next().await.expect("the review");
            outcome = lead.approves(&review).await["outcome"].clone();
        }
        assert_eq!(outcome, "PUBLISHED");
    }

    async fn taking_it_back_takes_back_what_waits_as_well(world) {
        let (mia, ann, draft) = approved(world).await;
        mia.submits(&mia.rewrites(&draft, "Mareas", "La marea baja.").await).await;
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "PostUnpublished");
        assert!(ann.takes_next().await.is_none());
    }

    async fn a_guardian_who_agreed_lately_is_no_reason_against_a_later_day(world) {
        let faro = world.group("Faro").await;
        let kim = world.account("kim", &[domain::Role::Correspondent], chrono::NaiveDate::from_ymd_opt(2014, 1, 10), None).await;
        world.relate(app::people::Relation::Member(faro.id, kim)).await;
        let kim = world.signed_in("kim", kim).await;
        let eva = world.adult("eva", &[domain::Role::Guardian]).await;
        world.relate(app::people::Relation::Guardian(eva.account(), kim.account())).await;
        let wards = eva.send(CONSENT, json!({})).await;
        let ward = wards.data()["viewer"]["wards"][0]["correspondent"].clone();
        let said = eva.does(CHANGE_CONSENT, json!({ "correspondent": ward, "textVersion": 1, "give": ["ACCOUNT", "PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        kim.writes("Mareas", "La marea sube.").await;
        let ann = world.moderator("ann").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(approves_for(&ann, &review, CAMPAIGN).await["outcome"], "SCHEDULED");
        passes(world, TimeDelta::days(9)).await;
        assert_eq!(world.reader().feed().await.len(), 1);
    }
}
