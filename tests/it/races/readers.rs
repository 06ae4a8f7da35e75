//! Readers who comment at once, and one who takes back while an adult decides.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{APPROVE, Person, World, stories};

/// A post that is public, and the moderators who read.
async fn panel(world: &World) -> ([Person<'_>; 2], Value, String) {
    let mia = world.correspondent("mia", &world.group("Faro").await).await;
    let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
    let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
    let post = mia.post(&slug).await["id"].clone();
    ([ann, bob], post, slug)
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

    async fn what_is_taken_back_while_an_adult_decides_is_not_public_in_the_end(world) {
        let ([ann, bob], post, slug) = panel(world).await;
        let nobody = world.reader();
        for turn in 0..8 {
            let receipt = nobody.says_as_reader(&post, &format!("Hola {turn}.")).await;
            let first = ann.takes_next().await.expect("the comment");
            assert_eq!(ann.approves(&first).await["outcome"], "AWAITS_SECOND_ADULT");
            let review = bob.takes_next().await.expect("the comment");
            let approves = bob.does(APPROVE, json!({ "review": review.id, "contentHash": review.hash }));
            let takes_back = nobody.takes_back_as_reader(&receipt);
            let (gone, approved) = if turn % 2 == 0 {
                tokio::join!(takes_back, approves)
            } else {
                let (approved, gone) = tokio::join!(approves, takes_back);
                (gone, approved)
            };
            assert_eq!(gone["__typename"], "ReaderComment", "{gone}");
            let kind = approved["__typename"].as_str().unwrap_or_default();
            assert!(["Approved", "ReviewClosedError"].contains(&kind), "{approved}");
            assert!(nobody.comments_on(&slug).await.is_empty());
            assert_eq!(nobody.reads_receipt(&receipt).await["comment"], Value::Null);
        }
    }
}
