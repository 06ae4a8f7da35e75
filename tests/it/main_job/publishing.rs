//! From the first word to the public feed.

use serde_json::json;
use tests::{DRAFTS, stories};

stories! {
    async fn what_a_correspondent_writes_is_read_by_an_adult_and_appears_in_the_feed(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        mia.writes("Mi primera semana", "Hoy ha llovido **mucho**.").await;
        assert!(world.reader().feed().await.is_empty());

        let review = ann.takes_next().await.expect("the review");
        let html = "<p>Hoy ha llovido <strong>mucho</strong>.</p>\n";
        assert_eq!(review.seen["revision"]["html"], html);
        assert_eq!(review.seen["authors"][0]["ageBand"], "FOURTEEN_SEVENTEEN");
        let approved = ann.approves(&review).await;
        assert_eq!(approved["outcome"], "PUBLISHED", "{approved}");

        let feed = world.reader().feed().await;
        assert_eq!(feed.len(), 1);
        let post = world.reader().post(feed[0]["slug"].as_str().unwrap()).await;
        assert_eq!(post["html"], html);
        assert_eq!(post["contentHash"], json!(review.hash));
        assert_eq!(post["authors"][0]["penName"], "mia del Mar");
        assert_eq!(post["publishedOn"], "2026-11-04");
    }

    async fn an_edit_never_touches_what_is_public_until_it_is_approved_too(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let (draft, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        let draft = mia.rewrites(&draft, "Mareas vivas", "La marea baja.").await;
        assert_eq!(world.reader().post(&slug).await["title"], "Mareas");
        mia.submits(&draft).await;
        assert_eq!(world.reader().post(&slug).await["html"], "<p>La marea sube.</p>\n");

        world.passes(chrono::TimeDelta::days(2));
        let ann = world.signed_in("ann", ann.account()).await;
        let review = ann.takes_next().await.expect("the second review");
        let kinds: Vec<_> = review.seen["changesSincePublished"]["body"].as_array().unwrap()
            .iter().map(|part| part["kind"].as_str().unwrap().to_owned()).collect();
        assert_eq!(kinds, ["SAME", "REMOVED", "ADDED", "SAME"]);
        ann.approves(&review).await;
        let post = world.reader().post(&slug).await;
        assert_eq!((&post["title"], &post["html"]), (&json!("Mareas vivas"), &json!("<p>La marea baja.</p>\n")));
        assert_eq!((&post["publishedOn"], &post["revisedOn"]), (&json!("2026-11-04"), &json!("2026-11-06")));
    }

    async fn a_post_that_its_author_takes_down_is_gone_and_can_come_back_at_its_address(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let (draft, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        let id = world.reader().post(&slug).await["id"].as_str().unwrap().to_owned();
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "PostUnpublished");
        assert!(world.reader().post(&slug).await.is_null());
        assert!(world.reader().node(&id).await.is_null());
        assert!(world.reader().feed().await.is_empty());
        assert_eq!(mia.unpublishes(&draft).await["__typename"], "NotPublishedError");

        let draft = mia.rewrites(&draft, "Mareas", "La marea vuelve.").await;
        mia.submits(&draft).await;
        assert_eq!(ann.publishes_next().await, slug);
    }

    async fn a_risky_post_needs_two_different_adults(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Ayuda", "A veces me quiero morir y no sé qué hacer.").await;
        let review = ann.takes_next().await.expect("the review");
        assert_eq!((&review.seen["lane"], &review.seen["requiredApprovals"]), (&json!("P0"), &json!(2)));
        assert_eq!(ann.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        assert!(world.reader().feed().await.is_empty());
        let answered = mia.send(DRAFTS, json!({})).await;
        let submission = &answered.data()["viewer"]["drafts"]["edges"][0]["node"]["submission"];
        assert_eq!((&submission["state"], &submission["decisions"]), (&json!("PENDING"), &json!([])));

        assert!(ann.takes_next().await.is_none(), "the same adult is not offered it again");
        assert_eq!(ann.claims(&review).await["__typename"], "NotAllowedError");
        let second = bob.takes_next().await.expect("the same review");
        assert_eq!(second.id, review.id);
        assert_eq!(bob.approves(&second).await["outcome"], "PUBLISHED");
        assert_eq!(world.reader().feed().await.len(), 1);
    }

    async fn taking_a_post_down_takes_back_what_would_bring_it_back(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let (draft, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
        mia.submits(&mia.rewrites(&draft, "Mareas", "La marea baja.").await).await;
        let review = ann.takes_next().await.expect("the edit");
        mia.unpublishes(&draft).await;
        assert_eq!(ann.approves(&review).await["__typename"], "ReviewClosedError");
        assert!(ann.takes_next().await.is_none());
        assert!(world.reader().post(&slug).await.is_null());
        assert_eq!(mia.drafts().await[0]["submission"]["state"], "WITHDRAWN");
    }

    async fn a_first_of_two_approvals_never_shows_to_the_authors(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let draft = mia.writes("Ayuda", "A veces me quiero morir y no sé qué hacer.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.approves(&review).await;
        mia.withdraws(&draft).await;
        assert_eq!(mia.drafts().await[0]["submission"]["decisions"], json!([]));
        mia.submits(&draft).await;
        let review = ann.takes_next().await.expect("the review");
        ann.approves(&review).await;
        let review = bob.takes_next().await.expect("the same review");
        bob.declines(&review, "Hablemos primero.").await;
        let decisions = mia.drafts().await[0]["submission"]["decisions"].clone();
        assert_eq!((decisions.as_array().unwrap().len(), &decisions[0]["kind"]), (1, &json!("DECLINE")));
    }

    async fn the_feed_is_walked_both_ways_without_holes_or_repeats(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        for day in 0..4 {
            let ann = world.signed_in("ann", ann.account()).await;
            for number in 0..3 {
                mia.publishes(&format!("Post {day} {number}"), "Texto.", &ann).await;
            }
            world.passes(chrono::TimeDelta::days(1));
        }
        let reader = world.reader();
        let (mut forward, mut after) = (vec![], json!(null));
        loop {
            let page = reader.send(tests::FEED, json!({ "first": 5, "after": after })).await;
            let posts = page.data()["posts"].clone();
            forward.extend(posts["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["slug"].clone()));
            after = posts["pageInfo"]["endCursor"].clone();
            if posts["pageInfo"]["hasNextPage"] == false { break; }
        }
        let (mut backward, mut before) = (vec![], json!(null));
        loop {
            let page = reader.send(tests::FEED, json!({ "last": 5, "before": before })).await;
            let posts = page.data()["posts"].clone();
            let slugs = posts["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["slug"].clone());
            backward.splice(0..0, slugs);
            before = posts["pageInfo"]["startCursor"].clone();
            if posts["pageInfo"]["hasPreviousPage"] == false { break; }
        }
        assert_eq!(forward.len(), 12);
        assert_eq!(forward, backward);
        let days: Vec<_> = reader.feed().await.iter().map(|post| post["publishedOn"].clone()).collect();
        assert_eq!(days[0], "2026-11-07");
        assert!(days.windows(2).all(|pair| pair[0].as_str() >= pair[1].as_str()));
    }
}
