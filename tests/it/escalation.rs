//! What frightens is handed to the safeguarding leads: nobody else reads it from then on, and only they close it.

use app::people::Relation;
use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{CLOSE_ESCALATION, ESCALATE, Person, QUEUE_CHANGED, ReviewHandle, World, stories};

const ESCALATIONS: &str = "query($closed: Boolean) { viewer { escalations(closed: $closed) { id reason note escalatedBy outcome closingNote
    review { id state isEscalated title } } } }";

const REVIEW: &str =
    "query($id: ID!) { viewer { review(id: $id) { title } } node(id: $id) { id } }";

const OWN: &str =
    "{ viewer { drafts(first: 5) { edges { node { title submission { state aheadInLine } } } } } }";

async fn escalates(who: &Person<'_>, review: &ReviewHandle) -> Value {
    who.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE", "note": "Cuenta algo de casa." })).await
}

async fn listed(who: &Person<'_>, closed: bool) -> Vec<Value> {
    let seen = who.send(ESCALATIONS, json!({ "closed": closed })).await;
    seen.data()["viewer"]["escalations"]
        .as_array()
        .cloned()
        .expect("a list")
}

async fn closes(who: &Person<'_>, escalation: &Value) -> Value {
    who.does(CLOSE_ESCALATION, json!({ "escalation": escalation["id"], "outcome": "REFERRED", "note": "Servicios sociales, hoy." })).await
}

/// Mia, Ann who escalated what she wrote, and the review.
async fn escalated(world: &World) -> (Person<'_>, Person<'_>, tests::DraftHandle, ReviewHandle) {
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    let draft = mia.writes("En casa", "En casa me pegan.").await;
    let review = ann.takes_next().await.expect("the review");
    let given = escalates(&ann, &review).await;
    assert_eq!(given["__typename"], "ReviewEscalated", "{given}");
    (mia, ann, draft, review)
}

stories! {
    async fn the_leads_alone_read_it_decide_on_it_and_close_it(world) {
        let (mia, ann, _, review) = escalated(world).await;
        let lea = world.lead("lea").await;
        let bob = world.moderator("bob").await;
        let missing = ann.send(REVIEW, json!({ "id": "x" })).await.data().clone();
        for other in [&ann, &bob, &mia] {
            assert_eq!(*other.send(REVIEW, json!({ "id": review.id })).await.data(), missing, "as if there were none");
            assert!(listed(other, false).await.is_empty());
        }
        assert!(bob.takes_next().await.is_none() && bob.queue().await.expect("a queue").is_empty());
        assert_eq!(bob.claims(&review).await["__typename"], "NotFoundError");
        assert_eq!(ann.approves(&review).await["__typename"], "NotFoundError");

        let open = listed(&lea, false).await;
        assert_eq!((&open[0]["reason"], &open[0]["note"], &open[0]["escalatedBy"]),
            (&json!("ABUSE"), &json!("Cuenta algo de casa."), &json!("ann del Mar")));
        assert_eq!(open[0]["review"], json!({ "id": review.id, "state": "WAITING", "isEscalated": true, "title": "En casa" }));
        assert_eq!(closes(&lea, &open[0]).await["problem"], "WAITS");
        let taken = lea.takes_next().await.expect("the review");
        assert_eq!(taken.id, review.id);
        assert_eq!(escalates(&lea, &taken).await["problem"], "ALREADY");
        lea.asks_for_changes(&taken, "Gracias por contarlo. Hoy te llama tu guía.").await;
        assert_eq!(closes(&ann, &open[0]).await["__typename"], "NotFoundError");
        let closed = closes(&lea, &open[0]).await;
        assert_eq!(closed["escalation"]["outcome"], "REFERRED", "{closed}");
        assert_eq!(closes(&lea, &open[0]).await["problem"], "OVER");
        assert!(listed(&lea, false).await.is_empty());
        assert_eq!(listed(&lea, true).await[0]["closingNote"], "Servicios sociales, hoy.");
    }

    async fn what_is_sent_while_it_is_open_goes_to_the_leads_too(world) {
        let (mia, _, draft, _) = escalated(world).await;
        let (bob, lea) = (world.moderator("bob").await, world.lead("lea").await);
        let draft = mia.rewrites(&draft, "En casa", "En casa todo va bien.").await;
        mia.submits(&draft).await;
        assert!(bob.takes_next().await.is_none());
        let newer = lea.takes_next().await.expect("the newer text");
        lea.declines(&newer, "Hoy hablamos contigo.").await;
        let draft = mia.rewrites(&draft, "En casa", "Otra cosa: la marea.").await;
        mia.submits(&draft).await;
        assert!(bob.takes_next().await.is_none(), "as long as it is open");
        let newest = lea.takes_next().await.expect("the newest text");
        lea.declines(&newest, "Hoy hablamos contigo.").await;
        let open = listed(&lea, false).await;
        assert_eq!(closes(&lea, &open[0]).await["__typename"], "EscalationClosed");
        mia.submits(&mia.rewrites(&draft, "Mareas", "La marea sube.").await).await;
        assert!(bob.takes_next().await.is_some(), "what comes after it was closed is read as any text");
    }

    async fn taking_the_text_back_leaves_the_matter_with_the_leads(world) {
        let (mia, _, draft, review) = escalated(world).await;
        let lea = world.lead("lea").await;
        mia.withdraws(&draft).await;
        let open = listed(&lea, false).await;
        assert_eq!((&open[0]["review"]["id"], &open[0]["review"]["state"]), (&json!(review.id), &json!("WITHDRAWN")));
        assert_eq!(closes(&lea, &open[0]).await["__typename"], "EscalationClosed");
    }

    async fn a_second_look_at_what_a_lead_decided_is_for_another_lead(world) {
        let (mia, _, _, _) = escalated(world).await;
        let (lea, luz, bob) = (world.lead("lea").await, world.lead("luz").await, world.moderator("bob").await);
        let taken = lea.takes_next().await.expect("the review");
        lea.declines(&taken, "Hoy hablamos contigo.").await;
        let statement = mia.statement_on("En casa").await["id"].clone();
        let asked = mia.does(tests::ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        assert!(bob.takes_next().await.is_none() && lea.takes_next().await.is_none());
        assert!(luz.takes_next().await.is_some());
    }

    async fn its_author_sees_nothing_of_it(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Una", "La marea sube.").await;
        mia.writes("Otra", "La marea baja.").await;
        let before = mia.send(OWN, json!({})).await.data().clone();
        let review = ann.takes_next().await.expect("the review");
        escalates(&ann, &review).await;
        assert_eq!(*mia.send(OWN, json!({})).await.data(), before, "whoever looks over her shoulder may be whom it is about");
    }

    async fn what_was_escalated_reaches_no_moderator_by_other_ways_of_its_post(world) {
        let faro = world.group("Faro").await;
        let (mia, ann, bob) = (world.correspondent("mia", &faro).await, world.moderator("ann").await, world.moderator("bob").await);
        let lea = world.lead("lea").await;
        let draft = mia.writes("En casa", "En casa me pegan.").await;
        let first = bob.takes_next().await.expect("the review");
        bob.asks_for_changes(&first, "Cuenta más.").await;
        let draft = mia.rewrites(&draft, "En casa", "En casa me pegan cada día.").await;
        mia.submits(&draft).await;
        let second = ann.takes_next().await.expect("the review");
        escalates(&ann, &second).await;
        let missing = bob.send(REVIEW, json!({ "id": "x" })).await.data().clone();
        assert_eq!(*bob.send(REVIEW, json!({ "id": first.id })).await.data(), missing, "what was read before may say the same");

        let taken = lea.takes_next().await.expect("the review");
        let said = json!({ "review": taken.id, "contentHash": taken.hash, "grounds": [{ "reason": "VIOLENCE_THREAT",
            "quotes": [{ "field": "BODY", "start": 0, "end": 10 }] }], "message": "Hoy hablamos contigo." });
        assert_eq!(lea.does(tests::DECLINE, said).await["__typename"], "Declined");
        mia.submits(&mia.rewrites(&draft, "En casa", "Ya está.").await).await;
        let open = listed(&lea, false).await;
        let newest = lea.takes_next().await.expect("the newest text");
        lea.declines(&newest, "Hoy hablamos contigo.").await;
        assert_eq!(closes(&lea, &open[0]).await["__typename"], "EscalationClosed");
        let draft = tests::DraftHandle { version: draft.version + 1, ..draft };
        let draft = mia.rewrites(&draft, "Mareas", "La marea sube.").await;
        mia.submits(&draft).await;
        let common = bob.takes_next().await.expect("a new text");
        let seen = bob.send("query($id: ID!) { viewer { review(id: $id) { statements { restriction } } } }", json!({ "id": common.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["statements"], json!([]), "nor what leads said of it");
        let stale = bob.does(tests::APPROVE, json!({ "review": common.id, "contentHash": taken.hash })).await;
        assert_eq!(stale["__typename"], "StaleRevisionError", "{stale}");
        assert!(!stale.to_string().contains("pegan"), "{stale}");
    }

    async fn the_leads_read_what_frightened_also_when_the_child_sent_something_else(world) {
        let (mia, _, draft, _) = escalated(world).await;
        let lea = world.lead("lea").await;
        mia.submits(&mia.rewrites(&draft, "En casa", "En casa todo va bien.").await).await;
        let read = "{ viewer { escalations { revision { body } review { title state } } } }";
        let seen = lea.send(read, json!({})).await;
        let escalation = &seen.data()["viewer"]["escalations"][0];
        assert_eq!((&escalation["revision"]["body"], &escalation["review"]["state"]), (&json!("En casa me pegan."), &json!("WAITING")));
    }

    async fn the_same_words_go_to_the_leads_again_also_when_it_was_closed(world) {
        let (mia, _, draft, _) = escalated(world).await;
        let (lea, bob) = (world.lead("lea").await, world.moderator("bob").await);
        mia.withdraws(&draft).await;
        let open = listed(&lea, false).await;
        assert_eq!(closes(&lea, &open[0]).await["__typename"], "EscalationClosed");
        mia.submits(&draft).await;
        assert!(bob.takes_next().await.is_none());
        let again = lea.takes_next().await.expect("the same words");
        assert_eq!(escalates(&lea, &again).await["__typename"], "ReviewEscalated", "another matter");
    }

    async fn what_one_moderator_approved_before_does_not_count_for_the_leads(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let (lea, luz) = (world.lead("lea").await, world.lead("luz").await);
        mia.writes("Ayuda", "A veces me quiero morir y no sé qué hacer.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(ann.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        assert_eq!(escalates(&bob, &review).await["__typename"], "ReviewEscalated", "nobody has to hold it first");
        let review = lea.takes_next().await.expect("the review");
        assert_eq!(lea.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        let review = luz.takes_next().await.expect("the review");
        assert_eq!(luz.approves(&review).await["outcome"], "PUBLISHED");
        // Two adults read it, as far as its author learns.
        let seen = mia.send("{ viewer { drafts(first: 1) { nodes { submissions { decisions { kind } } } } } }", json!({})).await;
        let told = &seen.data()["viewer"]["drafts"]["nodes"][0]["submissions"][0]["decisions"];
        assert_eq!(told, &json!([{ "kind": "APPROVE" }, { "kind": "APPROVE" }]));
    }

    async fn what_was_taken_back_or_decided_can_still_be_handed_on(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let lea = world.lead("lea").await;
        let draft = mia.writes("En casa", "En casa me pegan.").await;
        let review = ann.takes_next().await.expect("the review");
        mia.withdraws(&draft).await;
        assert_eq!(escalates(&ann, &review).await["__typename"], "ReviewEscalated");
        assert_eq!(listed(&lea, false).await[0]["review"]["state"], "WITHDRAWN");
        app::reviews::raise_alarms(world.app()).await.expect("alarms");
        let letters = world.letters().await;
        assert!(letters.iter().any(|letter| letter.contains("rota@altavoz.test") && letter.contains("hay algo para el equipo")), "{letters:?}");

        mia.writes("Rara", "La marea sube.").await;
        let other = ann.takes_next().await.expect("the review");
        ann.declines(&other, "Aquí no.").await;
        assert_eq!(escalates(&ann, &other).await["__typename"], "ReviewEscalated", "also by whoever decided");
    }

    async fn what_was_done_is_told_so_also_when_it_went_to_the_leads_right_after(world) {
        let faro = world.group("Faro").await;
        let (mia, ann, bob) = (world.correspondent("mia", &faro).await, world.moderator("ann").await, world.moderator("bob").await);
        world.lead("lea").await;
        let (approve, decline) = (tests::APPROVE, tests::DECLINE);
        for (document, done) in [(approve, "Approved"), (decline, "Declined"), (tests::REQUEST_CHANGES, "ChangesRequested"), (tests::RELEASE, "ClaimReleased")] {
            mia.writes(&format!("Lo de {done}"), "La marea sube.").await;
            let review = ann.takes_next().await.expect("the review");
            let mut input = json!({ "review": review.id, "clientMutationId": done });
            if done != "ClaimReleased" {
                input["contentHash"] = json!(review.hash);
            }
            if ["Declined", "ChangesRequested"].contains(&done) {
                input["grounds"] = json!([{ "reason": "HATE" }]);
                input["message"] = json!("Aquí no.");
            }
            let given = ann.does(document, input.clone()).await;
            assert_eq!(given["__typename"], done, "{given}");
            assert!(given["review"].is_object(), "{given}");
            if done == "ClaimReleased" {
                bob.claims(&review).await;
            }
            let gone = escalates(&bob, &review).await;
            assert_eq!(gone["__typename"], "ReviewEscalated", "{done}: {gone}");
            // The answer was lost, and is asked for again.
            let given = ann.does(document, input).await;
            assert_eq!((&given["__typename"], &given["review"]), (&json!(done), &Value::Null), "{given}");
        }
    }

    async fn what_guardians_were_told_before_stays_told(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let eva = world.adult("eva", &[Role::Guardian]).await;
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        mia.writes("En casa", "En casa me pegan.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.declines(&review, "Aquí no.").await;
        let told = "{ viewer { wards { statements { id whatHappened } } } }";
        let before = eva.send(told, json!({})).await.data().clone();
        escalates(&ann, &review).await;
        assert_eq!(*eva.send(told, json!({})).await.data(), before, "a difference would tell them");
        let statement = &before["viewer"]["wards"][0]["statements"][0]["id"];
        let asked = eva.does(tests::ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        let (bob, lea) = (world.moderator("bob").await, world.lead("lea").await);
        assert!(bob.takes_next().await.is_none() && lea.takes_next().await.is_some(), "the leads look");
    }

    async fn a_lead_who_approved_as_a_moderator_decides_again(world) {
        let faro = world.group("Faro").await;
        let (mia, bob) = (world.correspondent("mia", &faro).await, world.moderator("bob").await);
        let both = world.account("lea", &[Role::SafeguardingLead, Role::Moderator], None, Some(World::certificate())).await;
        let lea = world.signed_in("lea", both).await;
        mia.writes("Ayuda", "A veces me quiero morir y no sé qué hacer.").await;
        let review = lea.takes_next().await.expect("the review");
        assert_eq!(lea.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        escalates(&bob, &review).await;
        let again = lea.takes_next().await.expect("the review");
        assert_eq!(lea.declines(&again, "Hoy hablamos contigo.").await["__typename"], "Declined");
    }

    async fn guardians_hear_nothing_of_what_the_leads_decline(world) {
        let (mia, _, _, _) = escalated(world).await;
        let (lea, eva) = (world.lead("lea").await, world.adult("eva", &[Role::Guardian]).await);
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        let taken = lea.takes_next().await.expect("the review");
        lea.declines(&taken, "Hoy hablamos contigo.").await;
        let told = eva.send("{ viewer { wards { statements { whatHappened } } } }", json!({})).await;
        assert_eq!(told.data()["viewer"]["wards"][0]["statements"], json!([]));
        let statement = mia.statement_on("En casa").await["id"].clone();
        let missing = eva.does(tests::ASK_FOR_SECOND_LOOK, json!({ "statement": "x" })).await;
        assert_eq!(eva.does(tests::ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await, missing);
    }

    async fn the_leads_are_called_within_a_minute_and_no_clock_decides_anything(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        escalates(&ann, &review).await;
        let calls = async || {
            app::reviews::raise_alarms(world.app()).await.expect("alarms");
            let letters = world.letters().await;
            letters.iter().filter(|letter| letter.contains("hay algo para el equipo")).count()
        };
        assert_eq!((calls().await, calls().await), (1, 1), "whatever the lane, once a day");
        world.passes(TimeDelta::hours(24));
        assert_eq!(calls().await, 2);
        for _ in 0..90 {
            world.passes(TimeDelta::days(1));
            app::jobs::run_due(world.app()).await.expect("jobs");
        }
        let lea = world.lead("lea").await;
        assert_eq!(listed(&lea, false).await[0]["review"]["state"], "WAITING");
        assert!(world.reader().feed().await.is_empty());
    }

    async fn a_lead_who_is_related_leaves_it_to_another(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("En casa", "En casa me pegan.").await;
        let review = ann.takes_next().await.expect("the review");
        escalates(&ann, &review).await;
        let (lea, luz) = (world.lead("lea").await, world.lead("luz").await);
        world.relate(Relation::Guardian(lea.account(), mia.account())).await;
        let open = listed(&luz, false).await;
        assert!(listed(&lea, false).await.is_empty() && lea.takes_next().await.is_none());
        assert_eq!(closes(&lea, &open[0]).await["__typename"], "NotAllowedError");
    }

    async fn another_reason_needs_words_and_moderators_hear_no_more_of_it(world) {
        let faro = world.group("Faro").await;
        let (mia, ann, bob) = (world.correspondent("mia", &faro).await, world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Rara", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        let input = |note: Option<&str>| json!({ "review": review.id, "contentHash": review.hash, "reason": "OTHER", "note": note });
        let refused = ann.does(ESCALATE, input(None)).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("note")));
        let mut events = bob.listens(QUEUE_CHANGED).await;
        assert_eq!(ann.does(ESCALATE, input(Some("No sé qué es."))).await["__typename"], "ReviewEscalated");
        mia.writes("Mareas", "La marea baja.").await;
        let mut heard = Vec::new();
        while !heard.iter().any(|title| title == "Mareas") {
            let event = events.next().await.expect("an event");
            heard.push(event["data"]["reviewQueueChanged"]["review"]["title"].clone());
        }
        assert!(!heard.iter().any(|title| title == "Rara"), "{heard:?}");
    }
}
