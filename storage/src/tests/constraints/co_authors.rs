//! Nobody approves what was sent in the name of somebody who did not say yes to it, and who writes a post is settled once something was sent.

use diesel::prelude::*;
use domain::post::Word;
use moderation::review::DecisionKind;

use super::{refused, waiting};
use crate::alarms::{self, Alarm};
use crate::queue::{self, Filter};
use crate::schema::post_authors;
use crate::testing::*;
use crate::tx::run;
use crate::types::key;
use crate::{Db, Direction, StorageError, co_authors, decisions, reviews, words};

fn together(n: u128) -> Text {
    Text {
        authors: vec![1, 2],
        ..text(n)
    }
}

/// Stores a text by two that waits and that the moderator holds.
async fn held(db: &Db, text: Text) -> Submission {
    let mut submission = waiting(db, text).await;
    writing!(db, tx => {
        submission.claim(tx, MODERATOR, minute(1)).await?;
        submission
    })
    .unwrap()
}

#[tokio::test]
async fn nobody_approves_what_a_co_author_did_not_say_yes_to() {
    on_each(async |db| {
        panel(&db).await;
        let submission = held(&db, together(1)).await;
        let unsigned = "has not given their word";
        let (post, hash) = (post_id(1), submission.revision.content_hash);
        let other = waiting(&db, together(2)).await.revision.content_hash;
        refused!(db, [submission], unsigned, tx => {
            let new = submission.new_decision(MODERATOR, DecisionKind::Approve, minute(2));
            decisions::insert(tx, &new).await?;
        });
        writing!(db, tx => {
            words::ask(tx, (post, hash), &[account(2)], minute(1)).await?;
            words::ask(tx, (post, other), &[account(2)], minute(1)).await?;
            words::say(tx, (post, other, account(2)), Word::Agrees, minute(1)).await?;
            words::say(tx, (post, hash, account(2)), Word::Objects, minute(1)).await?;
        })
        .unwrap();
        refused!(db, [submission], unsigned, tx => {
            let new = submission.new_decision(MODERATOR, DecisionKind::Approve, minute(2));
            decisions::insert(tx, &new).await?;
        });
        writing!(db, tx => {
            words::say(tx, (post, hash, account(2)), Word::Agrees, minute(2)).await?;
            let new = submission.new_decision(MODERATOR, DecisionKind::Approve, minute(2));
            decisions::insert(tx, &new).await?;
        })
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_but_an_author_gives_a_word() {
    on_each(async |db| {
        panel(&db).await;
        let hash = waiting(&db, together(1)).await.revision.content_hash;
        for other in [3, MODERATOR] {
            refused!(db, [], tx => {
                words::ask(tx, (post_id(1), hash), &[account(other)], minute(1)).await?;
            });
        }
    })
    .await;
}

#[tokio::test]
async fn who_writes_a_post_is_settled_once_something_was_sent() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(1).start(tx).await?;
            co_authors::join(tx, post_id(1), account(2)).await?;
            co_authors::join(tx, post_id(1), account(3)).await?;
            co_authors::leave(tx, post_id(1), account(2)).await?;
            co_authors::join(tx, post_id(1), account(2)).await?;
        })
        .unwrap();
        let named = reading!(db, tx => co_authors::authors_of(tx, &[post_id(1)]).await?);
        let named: Vec<_> = named.into_iter().map(|(_, who)| who.account).collect();
        assert_eq!(named, [account(1), account(3), account(2)]);
        let settled = "authors are settled";
        waiting(&db, together(2)).await;
        refused!(db, [], settled, tx => co_authors::join(tx, post_id(2), account(3)).await?);
        refused!(db, [], settled, tx => co_authors::leave(tx, post_id(2), account(2)).await?);
        refused!(db, [], "an author keeps their place", tx => {
            let rows = post_authors::table.find((key(post_id(2)), key(account(2))));
            run!(tx, execute, diesel::update(rows).set(post_authors::account_id.eq(key(account(3)))))?;
        });
    })
    .await;
}

#[tokio::test]
async fn what_co_authors_are_asked_about_is_in_no_line() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = waiting(&db, together(1)).await;
        waiting(&db, text(2)).await;
        let review = submission.review.clone().asking(minute(1));
        let stored = review.clone();
        writing!(db, tx => reviews::store_asked(tx, &stored).await?).unwrap();
        let read = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        assert_eq!(read, review);
        let person = reading!(db, tx => adult(tx, MODERATOR).await?);
        for (asked, expected) in [(false, review_id(2)), (true, review_id(1))] {
            let (person, filter) = (
                person.clone(),
                Filter {
                    asked,
                    ..Filter::default()
                },
            );
            let listed = reading!(db, tx => {
                queue::page(tx, (&person, minute(2)), filter, None, Direction::Forward, 9).await?
            });
            let listed: Vec<_> = listed.into_iter().map(|it| it.place.review).collect();
            assert_eq!(listed, [expected]);
        }
        let late = reading!(db, tx => alarms::due(tx, Alarm::Late, minute(9_999), 9).await?);
        assert_eq!(late, [review_id(2)]);
        let ahead = reading!(db, tx => queue::ahead_of(tx, review_id(2), 9).await?);
        assert_eq!(ahead, 0);
        submission.review = review;
        writing!(db, tx => submission.agree(tx, minute(2)).await?).unwrap();
        let read = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        assert_eq!(read.unsigned, []);
    })
    .await;
}
