//! Claims and decisions: who holds a review, what a decision names, and what happens to those that come too late.

use serde_json::json;
use tests::{APPROVE, CLAIM_NEXT, DECLINE, REQUEST_CHANGES, stories};

stories! {
    async fn an_approval_without_a_claim_is_refused_and_publishes_nothing(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        let refused = bob.approves(&review).await;
        assert_eq!((&refused["__typename"], refused["heldUntil"].is_string()), (&json!("ClaimLostError"), true));
        assert_eq!(bob.claims(&review).await["__typename"], "ReviewHeldError");
        ann.releases(&review).await;
        assert_eq!(ann.approves(&review).await, json!({ "__typename": "ClaimLostError", "heldUntil": null,
            "message": "You don't hold this review any more. Take it again to decide." }));
        assert!(world.reader().feed().await.is_empty());
    }

    async fn a_claim_lapses_by_itself_and_the_next_moderator_takes_over(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        assert!(bob.takes_next().await.is_none());
        world.passes(chrono::TimeDelta::minutes(14));
        assert_eq!(ann.renews(&review).await["__typename"], "ClaimRenewed");
        world.passes(chrono::TimeDelta::minutes(14));
        assert!(bob.takes_next().await.is_none());
        world.passes(chrono::TimeDelta::minutes(2));
        assert_eq!(bob.takes_next().await.expect("the review").id, review.id);
        assert_eq!(ann.approves(&review).await["__typename"], "ClaimLostError");
        assert_eq!(bob.approves(&review).await["outcome"], "PUBLISHED");
    }

    async fn every_decision_on_an_old_text_is_refused_with_the_difference(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let draft = mia.writes("Mareas", "La marea sube.").await;
        let old = ann.takes_next().await.expect("the review");
        let draft = mia.rewrites(&draft, "Mareas", "La marea baja.").await;
        mia.submits(&draft).await;
        let new = ann.takes_next().await.expect("the newer review");
        assert_ne!(old.id, new.id);
        let mixed = tests::ReviewHandle { hash: old.hash.clone(), ..new.clone() };
        for stale in [&old, &mixed] {
            for given in [
                ann.approves(stale).await,
                ann.asks_for_changes(stale, "Cambia esto.").await,
                ann.declines(stale, "No puede ser.").await,
            ] {
                assert_eq!(given["__typename"], "StaleRevisionError", "{given}");
                assert_eq!((&given["current"], &given["seen"]), (&json!(new.hash), &json!(old.hash)));
                assert_eq!(given["diff"]["body"], json!([
                    { "kind": "SAME", "text": "La marea " }, { "kind": "REMOVED", "text": "sube" },
                    { "kind": "ADDED", "text": "baja" }, { "kind": "SAME", "text": "." }]));
            }
        }
        assert!(world.reader().feed().await.is_empty());
        assert_eq!(ann.approves(&new).await["outcome"], "PUBLISHED");
    }

    async fn the_authors_read_why_something_was_not_published(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let draft = mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(ann.asks_for_changes(&review, "  ").await["__typename"], "InvalidInputError");
        let none = json!({ "review": review.id, "contentHash": review.hash, "grounds": [], "message": "x" });
        assert_eq!(ann.does(REQUEST_CHANGES, none).await["field"], "grounds");
        assert_eq!(ann.asks_for_changes(&review, "Cuenta de dónde lo sabes.").await["__typename"], "ChangesRequested");
        let submission = mia.drafts().await[0]["submission"].clone();
        assert_eq!(submission["decisions"], json!([{ "kind": "REQUEST_CHANGES",
            "statement": { "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "message": "Cuenta de dónde lo sabes." } }]));
        assert_eq!(ann.approves(&review).await["__typename"], "ReviewClosedError");
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "NothingChangedError",
            "nobody asks one adult after another");
        let draft = mia.rewrites(&draft, "Mareas", "La marea sube, lo dice mi abuelo.").await;
        mia.submits(&draft).await;
        ann.publishes_next().await;
    }

    async fn a_retry_with_the_same_id_gets_the_first_answer_and_does_nothing_twice(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let input = json!({ "clientMutationId": "take-1" });
        let first = ann.does(CLAIM_NEXT, input.clone()).await;
        assert_eq!(ann.does(CLAIM_NEXT, input).await, first);
        let review = first["review"].clone();
        let approve = json!({ "review": review["id"], "contentHash": review["revision"]["contentHash"],
            "clientMutationId": "approve-1" });
        let approved = ann.does(APPROVE, approve.clone()).await;
        assert_eq!(approved["outcome"], "PUBLISHED");
        assert_eq!(ann.does(APPROVE, approve.clone()).await, approved);
        let other = json!({ "review": review["id"], "contentHash": review["revision"]["contentHash"],
            "message": "otra", "clientMutationId": "approve-1" });
        assert_eq!(ann.does(APPROVE, other).await["__typename"], "ClientMutationIdReusedError");
        let decline = json!({ "review": review["id"], "contentHash": review["revision"]["contentHash"],
            "grounds": [{ "reason": "HATE" }], "message": "x", "clientMutationId": "approve-1" });
        assert_eq!(ann.does(DECLINE, decline).await["__typename"], "ClientMutationIdReusedError");
    }

    async fn nobody_reviews_what_they_wrote_their_groups_or_their_wards(world) {
        use app::people::Relation;
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &norte).await);
        let (guide, guardian) = (world.moderator("gael").await, world.moderator("marta").await);
        world.relate(Relation::Guide(faro.id, guide.account())).await;
        world.relate(Relation::Guardian(guardian.account(), leo.account())).await;
        mia.writes("De Faro", "Uno.").await;
        leo.writes("De Norte", "Dos.").await;
        let titles = |queue: Option<Vec<serde_json::Value>>| -> Vec<String> {
            queue.unwrap().iter().map(|review| review["title"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(titles(guide.queue().await), ["De Norte"]);
        assert_eq!(titles(guardian.queue().await), ["De Faro"]);
        let of_norte = guide.takes_next().await.expect("the one of the other group");
        let refused = guardian.claims(&of_norte).await;
        assert_eq!((&refused["__typename"], &refused["message"]),
            (&json!("NotAllowedError"), &json!("Nobody reviews what their own child wrote.")));
        assert_eq!(guardian.approves(&of_norte).await["__typename"], "NotAllowedError");
        let of_faro = guardian.takes_next().await.expect("the one that is not of the ward");
        guardian.releases(&of_faro).await;
        let refused = guide.claims(&of_faro).await;
        assert_eq!((&refused["__typename"], &refused["message"]),
            (&json!("NotAllowedError"), &json!("Nobody reviews the work of their own group.")));
        assert_eq!(guide.approves(&of_faro).await["__typename"], "NotAllowedError");
        assert!(mia.queue().await.is_none());
        assert_eq!(mia.claims(&of_norte).await["__typename"], "NotFoundError");
    }

    async fn who_is_not_cleared_sees_no_queue(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        mia.writes("Mareas", "La marea sube.").await;
        let uncleared = world.adult("tom", &[domain::Role::Moderator, domain::Role::Administrator]).await;
        assert!(uncleared.queue().await.is_none());
        assert_eq!(uncleared.does(CLAIM_NEXT, json!({})).await["__typename"], "NotAllowedError");
        let ann = world.moderator("ann").await;
        assert_eq!(ann.queue().await.unwrap().len(), 1);
        world.passes(chrono::TimeDelta::days(500));
        let ann = world.signed_in("ann", ann.account()).await;
        assert!(ann.queue().await.is_none(), "the clearance has expired");
    }

    async fn what_a_moderator_gave_back_is_offered_to_others_first(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Primera", "Uno.").await;
        world.passes(chrono::TimeDelta::minutes(1));
        mia.writes("Segunda", "Dos.").await;
        let first = ann.takes_next().await.expect("the first");
        ann.releases(&first).await;
        assert_eq!(ann.takes_next().await.expect("another").seen["title"], "Segunda");
        assert_eq!(bob.takes_next().await.expect("the first").id, first.id);
        bob.releases(&first).await;
        assert_eq!(ann.claims(&first).await["__typename"], "ReviewClaimed", "by name it may be taken");
    }

    async fn a_lapsed_claim_is_no_claim_in_the_queue_either(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        ann.takes_next().await.expect("the review");
        assert_eq!(ann.queue().await.unwrap()[0]["claim"]["isMine"], true);
        ann.waits_until_claims_lapse();
        let queue = ann.queue().await.unwrap();
        assert_eq!((&queue[0]["state"], &queue[0]["claim"]), (&json!("WAITING"), &json!(null)));
    }

    async fn a_retry_id_that_can_not_be_one_is_refused_in_words(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let draft = mia.starts("Uno", "Texto.").await;
        for id in ["", "a\u{0}b", "x".repeat(101).as_str()] {
            let input = json!({ "draft": draft.id, "version": 1, "clientMutationId": id });
            assert_eq!(mia.does(tests::SUBMIT, input).await["__typename"], "InvalidInputError");
        }
        let input = json!({ "draft": draft.id, "version": 1, "clientMutationId": "ñ".repeat(100) });
        assert_eq!(mia.does(tests::SUBMIT, input).await["__typename"], "DraftSubmitted");
    }

    async fn a_withdrawn_text_can_be_decided_by_nobody(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let draft = mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!(mia.withdraws(&draft).await["draft"]["submission"]["state"], "WITHDRAWN");
        assert_eq!(mia.withdraws(&draft).await["__typename"], "NothingWaitsError");
        assert_eq!(ann.approves(&review).await["__typename"], "ReviewClosedError");
        assert_eq!(ann.claims(&review).await["__typename"], "ReviewClosedError");
        assert!(ann.takes_next().await.is_none());
        mia.submits(&draft).await;
        ann.publishes_next().await;
    }
}
