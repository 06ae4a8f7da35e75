//! Who may not decide, and what a decision must name.

use domain::text::Message;
use moderation::Lane;
use moderation::review::{DecisionKind, Reason, Reasons};

use super::{refused, waiting};
use crate::decisions::NewDecision;
use crate::testing::*;
use crate::{StorageError, decisions, groups, reviews};

#[tokio::test]
async fn nobody_decides_on_what_they_or_their_wards_or_their_own_group_wrote() {
    on_each(async |db| {
        panel(&db).await;
        let own = waiting(
            &db,
            Text {
                authors: vec![3, MODERATOR],
                group: SOUTH,
                ..text(1)
            },
        )
        .await;
        let wards = waiting(
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
                at: minute(5),
                reasons: None,
                message: None,
            };
            decisions::insert(tx, &again).await?;
        });
    })
    .await;
}

#[tokio::test]
async fn a_refusal_has_reasons_and_words() {
    on_each(async |db| {
        panel(&db).await;
        let submission = waiting(&db, text(1)).await;
        let reasons = Reasons::new(vec![Reason::Hate]).unwrap();
        let message = Message::parse("No.").unwrap();
        for kind in [DecisionKind::RequestChanges, DecisionKind::Decline] {
            refused!(db, [submission], tx => {
                decisions::insert(tx, &submission.new_decision(MODERATOR, kind, minute(1))).await?;
            });
            refused!(db, [submission, reasons], tx => {
                let new = submission.new_decision(MODERATOR, kind, minute(1));
                decisions::insert(tx, &NewDecision { reasons: Some(&reasons), ..new }).await?;
            });
            refused!(db, [submission, message], tx => {
                let new = submission.new_decision(MODERATOR, kind, minute(1));
                decisions::insert(tx, &NewDecision { message: Some(&message), ..new }).await?;
            });
        }
    })
    .await;
}
