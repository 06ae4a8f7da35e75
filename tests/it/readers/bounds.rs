//! How much readers may send: adults read all of it, and what correspondents write is not to wait behind strangers.

use app::comments::readers::{
    CommentAsReader, ReaderCommentRefusal, comment_as_reader, take_back_as_reader,
};
use app::comments::{Unfit, Unsayable};
use app::sessions::AttemptKey;
use chrono::TimeDelta;
use domain::{Language, PostId};
use serde_json::{Value, json};
use tests::{ESCALATE, Person, World, stories};

use super::panel;

/// Some posts of Mia that are public.
async fn posts(world: &World, many: usize) -> (Person<'_>, Vec<Value>) {
    let (mia, [ann, _], _, first) = panel(world).await;
    let mut all = vec![first];
    for number in 1..many {
        let (_, slug) = mia
            .publishes(&format!("Mareas {number}"), "Texto.", &ann)
            .await;
        all.push(mia.post(&slug).await["id"].clone());
    }
    (ann, all)
}

stories! {
    async fn so_many_comments_of_readers_wait_on_a_post_and_in_all(world) {
        let (_, posts) = posts(world, 6).await;
        let nobody = world.reader();
        let mut receipt = String::new();
        for (number, post) in posts.iter().take(5).enumerate() {
            for turn in 0..10 {
                receipt = nobody.says_as_reader(post, &format!("Hola {turn}.")).await;
            }
            let full = nobody.comments_as_reader(post, "Otra cosa.").await;
            assert_eq!(full["problem"], "TOO_MANY_OF_READERS", "post {number}: {full}");
            world.passes(TimeDelta::minutes(100));
        }
        assert_eq!(nobody.comments_as_reader(&posts[5], "Hola.").await["problem"], "TOO_MANY_OF_READERS");
        // What a correspondent says has a bound of its own.
        let leo = world.correspondent("leo", &world.group("Norte").await).await;
        leo.says(&posts[5], "Hola.").await;
        nobody.takes_back_as_reader(&receipt).await;
        nobody.says_as_reader(&posts[5], "Hola.").await;
    }

    async fn one_address_sends_twenty_and_then_one_each_ten_minutes(world) {
        let (_, posts) = posts(world, 3).await;
        let nobody = world.reader();
        for post in posts.iter().take(2) {
            for turn in 0..10 {
                nobody.says_as_reader(post, &format!("Hola {turn}.")).await;
            }
        }
        let refused = nobody.comments_as_reader(&posts[2], "Hola.").await;
        let said = refused["message"].as_str().unwrap_or_default();
        assert!(refused["__typename"] == "RateLimitedError" && said.contains("10") && !said.contains("passphrase"), "{refused}");
        world.passes(TimeDelta::minutes(10));
        assert_eq!(nobody.comments_as_reader(&posts[2], " ").await["__typename"], "InvalidInputError", "what can't be sent does not count");
        nobody.says_as_reader(&posts[2], "Hola.").await;
        assert_eq!(nobody.comments_as_reader(&posts[2], "Y más.").await["__typename"], "RateLimitedError");
    }

    async fn second_looks_wait_for_a_place_as_comments_do(world) {
        let (ann, posts) = posts(world, 1).await;
        let nobody = world.reader();
        let mut receipts = Vec::new();
        for number in 0..11 {
            receipts.push(nobody.says_as_reader(&posts[0], &format!("Hola {number}.")).await);
            let review = ann.takes_next().await.expect("the comment");
            ann.declines(&review, "No.").await;
        }
        let mut asked = Vec::new();
        for receipt in &receipts {
            let statement = nobody.reads_receipt(receipt).await["statements"][0]["id"].clone();
            asked.push(nobody.asks_again_as_reader(receipt, &statement).await);
        }
        let (last, before) = asked.split_last().expect("eleven");
        assert!(before.iter().all(|it| it["state"] == "PENDING"), "{before:?}");
        assert_eq!(last["__typename"], "ReadersWaitError", "{last}");
        assert!(last["message"].as_str().is_some_and(|said| said.contains("tomorrow")), "{last}");
    }

    async fn what_the_leads_have_and_what_nobody_can_approve_takes_no_place(world) {
        let (ann, posts) = posts(world, 2).await;
        let nobody = world.reader();
        for number in 0..10 {
            nobody.says_as_reader(&posts[0], &format!("Hola {number}.")).await;
        }
        assert_eq!(nobody.comments_as_reader(&posts[0], "Otra.").await["problem"], "TOO_MANY_OF_READERS");
        let review = ann.takes_next().await.expect("a comment");
        let handed = ann.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" })).await;
        assert_eq!(handed["__typename"], "ReviewEscalated", "{handed}");
        nobody.says_as_reader(&posts[0], "Otra.").await;
    }

    async fn so_many_are_sent_within_a_day_from_wherever(world) {
        let (_, posts) = posts(world, 1).await;
        let id = posts[0].as_str().expect("an id");
        let on = PostId::from_uuid(world.sealer().open_node(id).expect("an id").1);
        let nobody = || world.app().reader(Language::Spanish);
        let says = async |number: u32| {
            let text = format!("Hola {number}.");
            let from = Some(AttemptKey::of(&number.to_be_bytes()));
            comment_as_reader(&nobody(), CommentAsReader { on, text, language: Language::Spanish, from }, None).await
        };
        for number in 0..200 {
            let sent = says(number).await.map_err(|why| format!("{number}: {why:?}")).expect("it is sent");
            take_back_as_reader(&nobody(), &sent.receipt).await.map_err(|why| format!("{why:?}")).expect("it is taken back");
        }
        let too_many = ReaderCommentRefusal::Unfit(Unfit::Unsayable(Unsayable::TooManyOfReaders));
        assert!(matches!(says(200).await, Err(app::Failure::Refused(why)) if why == too_many));
        world.passes(TimeDelta::hours(24));
        assert!(says(200).await.is_ok());
    }
}
