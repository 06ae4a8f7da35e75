//! What two different adults read, and that one of them is not enough.

use app::people::Relation;
use chrono::{NaiveDate, TimeDelta};
use domain::Role;
use serde_json::json;
use tests::{CHANGE_CONSENT, CLAIM_NEXT, CONSENT, Person, World, stories};

/// Takes the next review, with why two adults read it.
async fn risks_of_next(who: &Person<'_>) -> (tests::ReviewHandle, serde_json::Value) {
    let review = who.takes_next().await.expect("a review");
    let asked = CLAIM_NEXT.replace("requiredApprovals", "requiredApprovals risks");
    let next = who.does(&asked, json!({})).await;
    assert_eq!(
        next["review"]["id"], review.seen["id"],
        "who holds one gets it again"
    );
    let required = next["review"]["requiredApprovals"]
        .as_u64()
        .expect("a number");
    let risks = next["review"]["risks"].clone();
    let needs_two = risks.as_array().is_some_and(|risks| !risks.is_empty());
    assert_eq!(required == 2, needs_two, "{next}");
    (review, risks)
}

/// Two adults approve what is next; gives why they had to.
async fn two_approve(ann: &Person<'_>, bob: &Person<'_>) -> serde_json::Value {
    let (review, risks) = risks_of_next(ann).await;
    assert_eq!(
        ann.approves(&review).await["outcome"],
        "AWAITS_SECOND_ADULT"
    );
    assert!(
        ann.takes_next().await.is_none(),
        "the same adult is not asked again"
    );
    let (second, again) = risks_of_next(bob).await;
    assert_eq!((&second.id, &again), (&review.id, &risks));
    assert_eq!(bob.approves(&second).await["outcome"], "PUBLISHED");
    risks
}

/// Somebody of twelve whose guardian agreed to everything, a day and more ago.
async fn twelve<'a>(world: &'a World, name: &str, group: &app::people::Group) -> Person<'a> {
    let born = NaiveDate::from_ymd_opt(2014, 1, 10);
    let account = world
        .account(name, &[Role::Correspondent], born, None)
        .await;
    world.relate(Relation::Member(group.id, account)).await;
    let eva = world.adult("eva", &[Role::Guardian]).await;
    world
        .relate(Relation::Guardian(eva.account(), account))
        .await;
    let seen = eva.send(CONSENT, json!({})).await;
    let ward = seen.data()["viewer"]["wards"][0]["correspondent"].clone();
    let said =
        json!({ "correspondent": ward, "textVersion": 1, "give": ["ACCOUNT", "PUBLICATION"] });
    let changed = eva.does(CHANGE_CONSENT, said).await;
    assert_eq!(changed["__typename"], "ConsentChanged", "{changed}");
    world.passes(TimeDelta::hours(25));
    world.signed_in(name, account).await
}

stories! {
    async fn the_first_post_of_an_author_is_read_by_two_and_the_next_by_one(world in careful) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["FIRST_POST"]));

        mia.writes("Más mareas", "La marea baja.").await;
        let (review, risks) = risks_of_next(&ann).await;
        assert_eq!(risks, json!([]));
        assert_eq!(ann.approves(&review).await["outcome"], "PUBLISHED");

        // Whoever had nothing approved is as new as on the first day.
        let draft = leo.writes("Faros", "El faro de la costa.").await;
        let (review, _) = risks_of_next(&ann).await;
        ann.declines(&review, "Mejor otro tema.").await;
        leo.submits(&leo.rewrites(&draft, "Faros", "Otro faro.").await).await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["FIRST_POST"]));
    }

    async fn what_somebody_under_14_writes_is_always_read_by_two(world in careful) {
        let faro = world.group("Faro").await;
        let kim = twelve(world, "kim", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        kim.writes("Uno", "Un texto.").await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["FIRST_POST", "UNDER_FOURTEEN"]));
        kim.writes("Dos", "Otro texto.").await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["UNDER_FOURTEEN"]));
    }

    async fn every_reason_for_a_second_adult_is_told(world in careful) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let danger = "A veces me quiero morir y no sé qué hacer.";
        let contact = "¿Quedamos tú y yo a solas en mi casa? No se lo digas a nadie.";
        mia.writes("Ayuda", &format!("{danger} {contact}")).await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["DANGER", "CONTACT", "FIRST_POST"]));
        mia.writes("Quedamos", contact).await;
        assert_eq!(two_approve(&ann, &bob).await, json!(["CONTACT"]));
    }

    async fn what_waits_keeps_the_reasons_that_it_was_submitted_with(world in careful) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        world.passes(TimeDelta::minutes(1));
        let second = mia.writes("Más mareas", "La marea baja.").await;
        let (first, _) = risks_of_next(&ann).await;
        ann.approves(&first).await;
        bob.claims(&first).await;
        assert_eq!(bob.approves(&first).await["outcome"], "PUBLISHED");
        let (review, risks) = risks_of_next(&ann).await;
        assert_eq!(risks, json!(["FIRST_POST"]), "both were the first when they were sent");
        ann.releases(&review).await;

        // What is sent anew is looked at anew.
        mia.withdraws(&second).await;
        mia.submits(&second).await;
        let (review, risks) = risks_of_next(&bob).await;
        assert_eq!(risks, json!([]));
        assert_eq!(bob.approves(&review).await["outcome"], "PUBLISHED");
    }

    async fn a_centre_may_have_one_adult_read_what_is_not_dangerous(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let (review, risks) = risks_of_next(&ann).await;
        assert_eq!(risks, json!([]));
        assert_eq!(ann.approves(&review).await["outcome"], "PUBLISHED");
    }
}
