//! Readers who comment at once, and one who takes back while an adult decides.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{APPROVE, World, stories};

/// A post that is public, and the moderator who reads.
async fn panel(world: &World) -> (tests::Person<'_>, Value, String) {
    let mia = world.correspondent("mia", &world.group("Faro").await).await;
    let ann = world.moderator("ann").await;
    let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
    let post = mia.post(&slug).await["id"].clone();
    (ann, post, slug)
}

stories! {
    async fn of_many_who_comment_at_once_no_more_wait_than_may(world) {
        let (_, post, _) = panel(world).await;
        for number in 0..7 {
            world.reader().says_as_reader(&post, &format!("Hola {number}.")).await;
        }
        let words: Vec<String> = (7..17).map(|number| format!("Hola {number}.")).collect();
        let nobody = world.reader();
        let sent = join_all(words.iter().map(|words| nobody.comments_as_reader(&post, words))).await;
        let many = |kind: &str| sent.iter().filter(|it| it["__typename"] == kind).count();
        assert_eq!((many("ReaderCommentSent"), many("CommentImpossibleError")), (3, 7), "{sent:?}");
    }

    async fn of_two_who_say_the_same_at_once_one_is_sent(world) {
        let (_, post, _) = panel(world).await;
        let nobody = world.reader();
        let sent = join_all((0..6).map(|_| nobody.comments_as_reader(&post, "Hola."))).await;
        let many = |kind: &str| sent.iter().filter(|it| it["__typename"] == kind).count();
        assert_eq!((many("ReaderCommentSent"), many("CommentImpossibleError")), (1, 5), "{sent:?}");
    }

    async fn what_is_taken_back_while_an_adult_decides_is_not_public_in_the_end(world) {
        let (ann, post, slug) = panel(world).await;
        let nobody = world.reader();
        for turn in 0..4 {
            let receipt = nobody.says_as_reader(&post, &format!("Hola {turn}.")).await;
            let review = ann.takes_next().await.expect("the comment");
            let approves = ann.does(APPROVE, json!({ "review": review.id, "contentHash": review.hash }));
            let (gone, _) = tokio::join!(nobody.takes_back_as_reader(&receipt), approves);
            assert_eq!(gone["__typename"], "ReaderComment", "{gone}");
            assert!(nobody.comments_on(&slug).await.is_empty());
            assert_eq!(nobody.reads_receipt(&receipt).await["comment"], Value::Null);
        }
    }
}
