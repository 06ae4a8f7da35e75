//! Who may not decide, and what a decision must name.

use domain::text::Message;
use moderation::Lane;
use moderation::review::{DecisionKind, Restriction, Speaking, Statement};

use super::{refused, waiting};
use diesel::prelude::*;

use crate::decisions::NewDecision;
use crate::schema::statements as stated;
use crate::second_looks::{self, SecondLook};
use crate::statements::StoredStatement;
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};
use crate::{Db, StorageError, decisions, groups, reviews};

/// What waits, and all in whose name it was sent say yes.
async fn signed(db: &Db, text: Text) -> Submission {
    let mut submission = waiting(db, text).await;
    writing!(db, tx => {
        submission.agree(tx, minute(0)).await?;
        submission
    })
    .unwrap()
}

#[tokio::test]
async fn nobody_decides_on_what_they_or_their_wards_or_their_own_group_wrote() {
    on_each(async |db| {
        panel(&db).await;
        let own = signed(
            &db,
            Text {
                authors: vec![3, MODERATOR],
                group: SOUTH,
                ..text(1)
            },
        )
        .await;
        let wards = signed(
            &db,
            Text {
                authors: vec![3, 1],
                group: SOUTH,
                ..text(2)
            },
        )
        .await;
        let north = waiting(
            &db,
            Text {
                authors: vec![2],
                ..text(3)
            },
        )
        .await;
        writing!(db, tx => groups::add_member(tx, group(NORTH), account(OTHER_MODERATOR)).await?)
            .unwrap();
        let decide = async |submission: &Submission, moderator, why| {
            refused!(db, [submission], why, tx => {
                let new = submission.new_decision(moderator, DecisionKind::Approve, minute(1));
                decisions::insert(tx, &new).await?;
            });
        };
        decide(&own, MODERATOR, "nobody reviews what they wrote").await;
        decide(&own, 3, "nobody reviews what they wrote").await;
        decide(&wards, GUARDIAN, "nobody reviews their ward's work").await;
        decide(&north, GUIDE, "nobody reviews their own group's work").await;
        decide(
            &north,
            OTHER_MODERATOR,
            "nobody reviews their own group's work",
        )
        .await;
        writing!(db, tx => {
            for (submission, moderator) in [(own, GUARDIAN), (wards, GUIDE), (north, GUARDIAN)] {
                let new = submission.new_decision(moderator, DecisionKind::Approve, minute(1));
                decisions::insert(tx, &new).await?;
            }
        })
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_on_the_bytes_of_its_own_review() {
    on_each(async |db| {
        panel(&db).await;
        let own = waiting(
            &db,
            Text {
                authors: vec![MODERATOR],
                group: SOUTH,
                ..text(1)
            },
        )
        .await;
        let other = waiting(&db, text(2)).await;
        refused!(db, [own, other], tx => {
            let through_another_review = NewDecision {
                review: other.review.id,
                ..own.new_decision(MODERATOR, DecisionKind::Approve, minute(1))
            };
            decisions::insert(tx, &through_another_review).await?;
        });
        refused!(db, [other], tx => {
            let on_other_bytes = NewDecision {
                content_hash: domain::ContentHash::from_bytes([7; 32]),
                ..other.new_decision(MODERATOR, DecisionKind::Approve, minute(1))
            };
            decisions::insert(tx, &on_other_bytes).await?;
        });
    })
    .await;
}

#[tokio::test]
async fn an_adult_decides_once_on_a_revision() {
    on_each(async |db| {
        panel(&db).await;
        let mut risky = waiting(
            &db,
            Text {
                lane: Lane::P1,
                ..text(1)
            },
        )
        .await;
        writing!(db, tx => risky.approve(tx, MODERATOR, minute(1)).await?).unwrap();
        let submission = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        refused!(db, [submission], tx => {
                   let again = NewDecision {
                       id: decision_id(9),
                       review: submission.id,
                       revision: submission.revision,
                       content_hash: submission.content_hash,
                       kind: DecisionKind::Approve,
                       by: account(MODERATOR),
                       as_lead: false,
                       at: minute(5),
                       statement: None,
                       message: None,
        publish_at: None,
                   };
                   decisions::insert(tx, &again).await?;
               });
    })
    .await;
}

#[tokio::test]
async fn a_refusal_has_a_statement_of_its_own_and_an_approval_has_none() {
    on_each(async |db| {
        panel(&db).await;
        let submission = waiting(&db, text(1)).await;
        let declined = || Some(statement(Restriction::Declined, minute(1)));
        let praise = || Message::parse("Good.").ok();
        let refused_as = async |kind, told: Option<Statement>, message: Option<Message>| {
            refused!(db, [submission, told, message], tx => {
                let new = NewDecision {
                    statement: told.as_ref().map(|told| (statement_id(1), told)),
                    message: message.as_ref(),
                    ..submission.new_decision(MODERATOR, kind, minute(1))
                };
                decisions::insert(tx, &new).await?;
            });
        };
        refused_as(DecisionKind::RequestChanges, None, None).await;
        refused_as(DecisionKind::RequestChanges, declined(), None).await;
        refused_as(DecisionKind::Decline, None, praise()).await;
        refused_as(DecisionKind::Decline, declined(), praise()).await;
        refused_as(DecisionKind::Approve, declined(), None).await;
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_lacks_anything_cannot_be_stored_and_none_is_rewritten() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        let store = async |id: u128,
                           restriction: i16,
                           grounds: &'static str,
                           words: Option<&'static str>,
                           others: [i16; 4]| {
            let [quotes, noticed, marked, texts] = others;
            writing!(db, tx => {
                let values = (
                    stated::id.eq(key(statement_id(id))),
                    stated::revision_id.eq(key(revision_id(1))),
                    stated::issued_by.eq(key(account(MODERATOR))),
                    stated::restriction.eq(restriction),
                    stated::grounds.eq(grounds),
                    stated::words.eq(words),
                    stated::quotes.eq(quotes),
                    stated::noticed.eq(noticed),
                    stated::marked.eq(marked),
                    stated::look.eq(1),
                    stated::texts.eq(texts),
                    stated::issued_at.eq(At(minute(1))),
                );
                run!(tx, execute, diesel::insert_into(stated::table).values(values))?;
            })
        };
        store(1, 3, "[1]", None, [1, 1, 0, 1]).await.unwrap();
        store(2, 2, "[1]", Some("No."), [0, 1, 1, 2]).await.unwrap();
        for (restriction, grounds, words, others) in [
            (1, "[1]", None, [1, 1, 0, 1]),
            (3, "[]", None, [1, 1, 0, 1]),
            (3, "[1]", Some(""), [1, 1, 0, 1]),
            (3, "[1]", None, [0, 1, 0, 1]),
            (5, "[1]", None, [1, 1, 0, 1]),
            (3, "[1]", None, [1, 0, 0, 1]),
            (3, "[1]", None, [1, 3, 0, 1]),
            (3, "[1]", None, [1, 1, 2, 1]),
            (3, "[1]", None, [1, 1, 0, 0]),
        ] {
            let stored = store(3, restriction, grounds, words, others).await;
            assert!(
                matches!(stored, Err(StorageError::Constraint(_))),
                "{restriction} {grounds} {words:?} {others:?}"
            );
        }
        let first = stated::table.find(key(statement_id(1)));
        refused!(db, [], "a statement is never changed", tx => {
            run!(tx, execute, diesel::update(first).set(stated::words.eq("Other.")))?;
        });
    })
    .await;
}

#[tokio::test]
async fn a_second_look_is_never_by_who_decided_first_and_one_for_a_statement() {
    on_each(async |db| {
        panel(&db).await;
        let (first, again) = writing!(db, tx => {
            let mut first = text(1).submit(tx).await?;
            first.decline(tx, MODERATOR, minute(1)).await?;
            let again = first.again(tx, 9, MODERATOR).await?;
            (first, again)
        })
        .unwrap();
        let told = first.decision(MODERATOR).as_uuid().as_u128();
        let look = SecondLook {
            review: again.id,
            told: StoredStatement {
                id: statement_id(told),
                statement: statement(Restriction::Declined, minute(1)),
            },
            asked_by: account(1),
            asked_as: Speaking::Author,
            asked_at: minute(2),
            message: None,
        };
        let (others, who_decided) = (account(OTHER_MODERATOR), account(MODERATOR));
        refused!(db, [look], tx => second_looks::insert(tx, &look, others).await?);
        let heard = look.clone();
        writing!(db, tx => second_looks::insert(tx, &heard, who_decided).await?).unwrap();
        refused!(db, [look], tx => second_looks::insert(tx, &look, who_decided).await?);
        let decide = move |by| NewDecision {
            id: decision_id(by),
            review: again.id,
            revision: again.revision,
            content_hash: again.content_hash,
            kind: DecisionKind::Approve,
            by: account(by),
            as_lead: false,
            at: minute(3),
            statement: None,
            message: None,
 publish_at: None,
        };
        let (first, other) = (decide(MODERATOR), decide(OTHER_MODERATOR));
        refused!(db, [], "a second look is by another adult", tx => decisions::insert(tx, &first).await?);
        writing!(db, tx => decisions::insert(tx, &other).await?).unwrap();
    })
    .await;
}
