//! How much readers may send: adults read all of it, and what correspondents write is not to wait behind strangers.

use app::comments::readers::{
    CommentAsReader, ReaderCommentRefusal, comment_as_reader, take_back_as_reader,
};
use app::comments::{Unfit, Unsayable};
use app::sessions::AttemptKey;
use chrono::TimeDelta;
use domain::{Language, PostId};
use serde_json::Value;
use tests::{Person, World, stories};

use super::panel;

/// Some posts of Mia that are public.
async fn posts(world: &World, many: usize) -> (Person<'_>, Vec<Value>) {
    let (mia, ann, _, first) = panel(world).await;
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

    async fn one_address_sends_thirty_and_then_one_each_ten_minutes(world) {
        let (_, posts) = posts(world, 4).await;
        let nobody = world.reader();
        for post in posts.iter().take(3) {
            for turn in 0..10 {
                nobody.says_as_reader(post, &format!("Hola {turn}.")).await;
            }
        }
        let refused = nobody.comments_as_reader(&posts[3], "Hola.").await;
        assert_eq!(refused["__typename"], "RateLimitedError", "{refused}");
        world.passes(TimeDelta::minutes(10));
        assert_eq!(nobody.comments_as_reader(&posts[3], " ").await["__typename"], "InvalidInputError", "what is not sent does not count");
        nobody.says_as_reader(&posts[3], "Hola.").await;
        assert_eq!(nobody.comments_as_reader(&posts[3], "Y más.").await["__typename"], "RateLimitedError");
    }

    async fn so_many_are_sent_within_a_day_from_wherever(world) {
        let (_, posts) = posts(world, 1).await;
        let id = posts[0].as_str().expect("an id");
        let on = PostId::from_uuid(world.sealer().open_node(id).expect("an id").1);
        let nobody = || world.app().reader(Language::Spanish);
        let says = async |number: u32| {
            let text = format!("Hola {number}.");
            let from = Some(AttemptKey::of(&number.to_be_bytes()));
            comment_as_reader(&nobody(), CommentAsReader { on, text, language: Language::Spanish, from }).await
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
