//! What is asked about a review is between adults who are no authors of it, is answered once, and stays as it was.

use diesel::prelude::*;
use domain::ConsultationId;
use domain::text::Message;
use uuid::Uuid;

use super::{refused, waiting};
use crate::consultations::{self, Consultation};
use crate::schema::consultations as asked;
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};
use crate::{Db, StorageError};

fn id(n: u128) -> ConsultationId {
    ConsultationId::from_uuid(Uuid::from_u128(n))
}

fn words(text: &str) -> Message {
    Message::parse(text).unwrap()
}

fn question(n: u128, by: u128, to: u128) -> Consultation {
    Consultation {
        id: id(n),
        review: review_id(1),
        asked_by: account(by),
        colleague: account(to),
        question: words("How do you read this?"),
        asked_at: minute(1),
        answer: None,
    }
}

async fn get(db: &Db, n: u128) -> Consultation {
    reading!(db, tx => consultations::get(tx, id(n)).await?).unwrap()
}

#[tokio::test]
async fn a_question_is_to_somebody_else_and_neither_is_an_author() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        for (by, to) in [(MODERATOR, MODERATOR), (1, MODERATOR), (MODERATOR, 1)] {
            refused!(db, [], tx => consultations::insert(tx, &question(1, by, to)).await?);
        }
        let right = question(1, MODERATOR, OTHER_MODERATOR);
        writing!(db, tx => consultations::insert(tx, &right).await?).unwrap();
        assert_eq!(get(&db, 1).await, question(1, MODERATOR, OTHER_MODERATOR));
    })
    .await;
}

#[tokio::test]
async fn it_is_answered_once_and_what_was_said_stays() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        writing!(db, tx => {
            consultations::insert(tx, &question(1, MODERATOR, OTHER_MODERATOR)).await?;
        })
        .unwrap();
        let row = asked::table.find(key(id(1)));
        refused!(db, [], "never changed", tx => {
            run!(tx, execute, diesel::update(row).set(asked::question.eq("Something else?")))?;
        });
        refused!(db, [], "never changed", tx => {
            run!(tx, execute, diesel::update(row).set(asked::colleague_id.eq(key(account(LEAD)))))?;
        });
        // An answer has words and a time.
        refused!(db, [], tx => {
            run!(tx, execute, diesel::update(row).set(asked::answer.eq(Some("So."))))?;
        });
        writing!(db, tx => consultations::answer(tx, id(1), &words("So."), minute(2)).await?)
            .unwrap();
        refused!(db, [], "answered once", tx => {
            consultations::answer(tx, id(1), &words("Or so."), minute(3)).await?;
        });
        assert_eq!(get(&db, 1).await.answer, Some((words("So."), minute(2))));
        refused!(db, [], "stays with its review", tx => {
            run!(tx, execute, diesel::delete(row))?;
        });
        refused!(db, [], "begins without an answer", tx => {
            run!(tx, execute, diesel::insert_into(asked::table).values((
                asked::id.eq(key(id(2))),
                asked::review_id.eq(key(review_id(1))),
                asked::asked_by.eq(key(account(MODERATOR))),
                asked::colleague_id.eq(key(account(OTHER_MODERATOR))),
                (asked::question.eq("?"), asked::asked_at.eq(At(minute(1)))),
                (asked::answer.eq(Some("!")), asked::answered_at.eq(Some(At(minute(1))))),
            )))?;
        });
    })
    .await;
}

#[tokio::test]
async fn a_colleague_is_listed_what_waits_for_an_answer_while_the_review_is_open() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = waiting(&db, text(1)).await;
        writing!(db, tx => {
            consultations::insert(tx, &question(1, MODERATOR, OTHER_MODERATOR)).await?;
            consultations::insert(tx, &question(2, MODERATOR, OTHER_MODERATOR)).await?;
            consultations::insert(tx, &question(3, MODERATOR, LEAD)).await?;
            consultations::answer(tx, id(2), &words("So."), minute(2)).await?;
        })
        .unwrap();
        let to = async |n| {
            let asked =
                reading!(db, tx => consultations::unanswered(tx, account(n), &[false], 10).await?);
            asked.into_iter().map(|asked| asked.id).collect::<Vec<_>>()
        };
        assert_eq!(to(OTHER_MODERATOR).await, [id(1)]);
        assert_eq!(to(LEAD).await, [id(3)]);
        writing!(db, tx => submission.decline(tx, MODERATOR, minute(3)).await?).unwrap();
        assert!(to(OTHER_MODERATOR).await.is_empty());
        let all = reading!(db, tx => consultations::of_post(tx, post_id(1), false, 10).await?);
        assert_eq!(all.len(), 3, "it stays part of the review");
    })
    .await;
}
