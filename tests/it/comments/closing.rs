//! Comments that are closed: for what comes after, by its author or an adult, each for itself.

use serde_json::{Value, json};
use tests::{CLOSE_COMMENTS, DraftHandle, OPEN_COMMENTS, UNPUBLISH, stories};

use super::{CONTEXT, panel};

stories! {
    async fn an_author_closes_the_comments_and_opens_them_again(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        leo.says(&post, "A tiempo.").await;
        let closed = mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!(closed["post"]["commentsClosed"], "BY_AUTHOR", "{closed}");
        assert_eq!(leo.comments(&post, "Tarde.").await["problem"], "CLOSED");
        // What was sent before is read all the same, by somebody who knows.
        let review = ann.takes_next().await.expect("the comment");
        let seen = ann.send(CONTEXT, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["commentOn"]["commentsClosed"], "BY_AUTHOR");
        ann.approves(&review).await;
        assert_eq!(world.reader().comments_on(&slug).await.len(), 1);
        let by_adult = ann.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!(by_adult["__typename"], "CommentsClosedByAuthorError", "{by_adult}");
        // Nor does an adult open them by closing them first.
        ann.does(CLOSE_COMMENTS, json!({ "post": post, "reason": "UNKIND" })).await;
        let opened = ann.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!(opened["post"]["commentsClosed"], "BY_AUTHOR", "{opened}");
        assert_eq!(leo.does(OPEN_COMMENTS, json!({ "post": post })).await["reason"], "NOT_YOUR_ROLE");
        let opened = mia.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!((&opened["__typename"], &opened["post"]["commentsClosed"]), (&json!("CommentsNowOpen"), &Value::Null));
        leo.says(&post, "Otra vez.").await;
    }

    async fn an_adult_closes_the_comments_with_a_reason(world) {
        let (mia, leo, ann, _, post) = panel(world).await;
        let refused = ann.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("reason")), "{refused}");
        let closed = ann.does(CLOSE_COMMENTS, json!({ "post": post, "reason": "PROTECTING" })).await;
        assert_eq!(closed["post"]["commentsClosed"], "PROTECTING", "{closed}");
        assert_eq!(leo.comments(&post, "Hola.").await["problem"], "CLOSED");
        let by_author = mia.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!(by_author["__typename"], "CommentsClosedByAdultError", "{by_author}");
        // Closing what an adult closed leaves the adult's reason.
        let again = mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!(again["post"]["commentsClosed"], "PROTECTING", "{again}");
        // and what the author wants is kept beside it.
        let opened = ann.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!(opened["post"]["commentsClosed"], "BY_AUTHOR", "{opened}");
        let opened = mia.does(OPEN_COMMENTS, json!({ "post": post })).await;
        assert_eq!(opened["post"]["commentsClosed"], Value::Null, "{opened}");
        leo.says(&post, "Hola.").await;
    }

    async fn many_comments_at_once_are_all_kept_and_none_after_they_are_closed(world) {
        let (mia, leo, _, _, post) = panel(world).await;
        let (one, two) = (leo.clone(), mia.clone());
        let says = async |number: usize| one.comments(&post, &format!("Número {number}.")).await["__typename"].clone();
        let closes = async || two.does(CLOSE_COMMENTS, json!({ "post": post })).await["__typename"].clone();
        let (a, b, closed, c, d) = tokio::join!(says(1), says(2), closes(), says(3), says(4));
        assert_eq!(closed, "CommentsNowClosed");
        let sent = [a, b, c, d].iter().filter(|it| **it == "CommentSent").count();
        assert_eq!(says(5).await, "CommentImpossibleError");
        let own = leo.send("{ viewer { comments(first: 50) { edges { node { id } } } } }", json!({})).await;
        assert_eq!(own.data()["viewer"]["comments"]["edges"].as_array().map(Vec::len), Some(sent));
    }

    async fn what_holds_for_a_comment_holds_when_it_is_sent_again(world) {
        let (mia, leo, ann, _, post) = panel(world).await;
        let (taken_back, returned) = (leo.says(&post, "Uno.").await, leo.says(&post, "Dos.").await);
        leo.withdraws(&taken_back).await;
        let review = ann.takes_next().await.expect("the other");
        ann.asks_for_changes(&review, "Cuenta más.").await;
        leo.says(&post, "Qué tontería.").await;
        let review = ann.takes_next().await.expect("the comment");
        ann.declines(&review, "Dilo con respeto.").await;
        // Nobody asks another adult by writing what was refused into another comment.
        let same = leo.rewrites(&taken_back, "", "Qué tontería.").await;
        let refused = leo.tries_to_submit(&same).await;
        assert_eq!((&refused["__typename"], &refused["problem"]), (&json!("CommentImpossibleError"), &json!("SENT_BEFORE")), "{refused}");
        // Nor are there more than twenty because some were taken back for a while.
        let other = leo.rewrites(&same, "", "Uno más.").await;
        for number in 0..20 {
            leo.says(&post, &format!("Hola {number}.")).await;
        }
        assert_eq!(leo.tries_to_submit(&other).await["problem"], "TOO_MANY_WAITING");
        let own = leo.send("{ viewer { comments(first: 20) { edges { node { id } } } } }", json!({})).await;
        for edge in own.data()["viewer"]["comments"]["edges"].as_array().expect("comments") {
            leo.withdraws(&DraftHandle { id: edge["node"]["id"].as_str().expect("an id").to_owned(), version: 1 }).await;
        }
        // Where they were closed since, only what an adult sent back goes on.
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!(leo.tries_to_submit(&other).await["problem"], "CLOSED");
        let returned = leo.rewrites(&returned, "", "Dos, y por qué.").await;
        leo.submits(&returned).await;
        leo.withdraws(&returned).await;
        mia.does(OPEN_COMMENTS, json!({ "post": post })).await;
        let drafts = mia.drafts().await;
        mia.does(UNPUBLISH, json!({ "draft": drafts[0]["id"] })).await;
        assert_eq!(leo.tries_to_submit(&returned).await["problem"], "NOT_THERE");
    }
}
