//! Drafts: only their authors see them, nobody overwrites what they did not see, and nothing typed is lost.

use serde_json::json;
use tests::{CHECK, SAVE, START, SUBMIT, stories};

stories! {
    async fn nobody_overwrites_a_version_that_they_did_not_see(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let draft = mia.starts("Uno", "a").await;
        let newer = mia.rewrites(&draft, "Dos", "b").await;
        assert_eq!(newer.version, draft.version + 1);
        let refused = mia.saves(&draft, "Tres", "c").await;
        assert_eq!(refused["__typename"], "StaleVersionError", "{refused}");
        assert_eq!((&refused["currentVersion"], &refused["currentDraft"]["title"]), (&json!(newer.version), &json!("Dos")));
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "StaleVersionError");
    }

    async fn a_check_shows_what_would_appear_and_what_an_adult_would_look_at(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let draft = mia.starts("😀 Llámame", "Mi número es 612 345 678.\n\n![foto](https://x.example/a.png)").await;
        let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
        assert_eq!(checked["__typename"], "DraftChecked", "{checked}");
        let findings = checked["findings"].as_array().expect("findings");
        let finding = findings.iter().find(|found| found["code"] == "PHONE").expect("a telephone number");
        assert_eq!(finding["excerpt"], "612 345 678");
        assert_eq!((finding["start"].as_i64(), finding["end"].as_i64()), (Some(13), Some(24)));
        assert_eq!(checked["removed"][0], json!({ "kind": "IMAGE", "count": 1 }));
        assert!(checked["html"].as_str().unwrap().contains("[foto]"));
        mia.submits(&draft).await;
        let again = mia.tries_to_submit(&draft).await;
        assert_eq!(again["__typename"], "NothingChangedError");
    }

    async fn a_draft_with_something_missing_says_what(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let draft = mia.starts("", "  ").await;
        let refused = mia.tries_to_submit(&draft).await;
        assert_eq!((&refused["__typename"], &refused["missing"]), (&json!("DraftIncompleteError"), &json!(["TITLE", "BODY"])));
        assert_eq!(refused["message"], "Something is still missing: title, text.");
    }

    async fn others_never_learn_that_a_draft_exists(world) {
        let group = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &group).await, world.correspondent("leo", &group).await);
        let draft = mia.starts("Secreto", "Nadie lo sabe.").await;
        let missing = world.sealer().node_id(api::seal::NodeKind::Draft, uuid::Uuid::from_u128(1));
        for id in [draft.id.as_str(), missing.as_str(), "nonsense"] {
            assert!(leo.node(id).await.is_null());
            for (document, input) in [
                (CHECK, json!({ "draft": id })),
                (SUBMIT, json!({ "draft": id, "version": 1 })),
                (SAVE, json!({ "draft": id, "version": 1, "text": { "title": "x", "body": "y", "language": "SPANISH" } })),
            ] {
                let given = leo.does(document, input).await;
                assert_eq!(given, json!({ "__typename": "NotFoundError",
                    "message": "We can't find that. It may have been taken down, or the address is not complete." }));
            }
        }
        assert_eq!(mia.node(&draft.id).await["__typename"], "Draft");
    }

    async fn who_may_not_write_is_told_what_to_do(world) {
        let ann = world.moderator("ann").await;
        let text = json!({ "text": { "title": "x", "body": "y", "language": "SPANISH" } });
        let signed_out = world.reader().does(START, text.clone()).await;
        assert_eq!((&signed_out["__typename"], &signed_out["message"]),
            (&json!("NotAllowedError"), &json!("Sign in first. What you wrote is still in your window.")));
        let nowhere = world.sealer().node_id(api::seal::NodeKind::Draft, uuid::Uuid::from_u128(9));
        let saved = json!({ "draft": nowhere, "version": 1, "text": text["text"] });
        assert_eq!(world.reader().does(SAVE, saved).await, signed_out, "whatever the id");
        assert_eq!(ann.does(START, text.clone()).await["__typename"], "NotAllowedError");
        let born = chrono::NaiveDate::from_ymd_opt(2011, 3, 1);
        let alone = world.account("eva", &[domain::Role::Correspondent], born, None).await;
        let eva = world.signed_in("eva", alone).await;
        assert_eq!(eva.does(START, text).await["__typename"], "NoGroupError");
    }

    async fn a_correspondent_who_turns_eighteen_reads_and_takes_down_but_writes_no_more(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let (draft, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        // Born on 1 March 2011; sessions last a month, so the day has to be close.
        world.passes(chrono::TimeDelta::days(365 * 3));
        let mia = world.signed_in("mia", mia.account()).await;
        assert_eq!(mia.saves(&draft, "Otra", "cosa").await["__typename"], "NotAllowedError");
        assert_eq!(mia.node(&draft.id).await["__typename"], "Draft");
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "PostUnpublished");
        assert!(world.reader().post(&slug).await.is_null());
    }
}
