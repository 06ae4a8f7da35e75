//! What is suggested comes with a request for changes, is answered by an author, once, and stays as it was.

use diesel::prelude::*;
use domain::post::draft::DraftVersion;
use domain::{StatementId, SuggestionId};
use moderation::review::{
    DecisionKind, Place, Quote, Reason, Restriction, Suggestion, SuggestionState,
};
use moderation::screen::Field;
use uuid::Uuid;

use super::{refused, waiting};
use crate::decisions::NewDecision;
use crate::schema::{post_authors, suggestions as suggested};
use crate::suggestions::{self, Answer, With};
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};
use crate::{Db, StorageError, decisions};

fn id(n: u128) -> SuggestionId {
    SuggestionId::from_uuid(Uuid::from_u128(n))
}

fn suggestion(replacement: &str) -> Suggestion {
    let place = Place {
        field: Field::Body,
        start: 0,
        end: 4,
    };
    Suggestion {
        quote: Quote {
            place,
            excerpt: "What".to_owned(),
        },
        replacement: replacement.to_owned(),
        reason: Reason::OffTopicOrForm,
        note: None,
    }
}

/// Text `n`, decided by the moderator as said, with statement `n`.
async fn decided(db: &Db, n: u128, restriction: Restriction) -> With {
    let mut submission = waiting(db, text(n)).await;
    let told: StatementId = statement_id(n);
    writing!(db, tx => {
        submission.claim(tx, MODERATOR, minute(1)).await?;
        let statement = statement(restriction, minute(2));
        let new = NewDecision {
            statement: Some((told, &statement)),
            ..submission.new_decision(MODERATOR, restriction.decision(), minute(2))
        };
        decisions::insert(tx, &new).await?;
    })
    .unwrap();
    With {
        statement: told,
        revision: revision_id(n),
        by: account(MODERATOR),
    }
}

#[tokio::test]
async fn it_comes_with_a_request_for_changes_by_whoever_decided() {
    on_each(async |db| {
        panel(&db).await;
        let with = decided(&db, 1, Restriction::ChangesRequested).await;
        let declined = decided(&db, 2, Restriction::Declined).await;
        let all = [(id(1), suggestion("That")), (id(2), suggestion(""))];
        let by_another = With {
            by: account(OTHER_MODERATOR),
            ..with
        };
        let of_another = With {
            revision: revision_id(2),
            ..with
        };
        for wrong in [declined, by_another, of_another] {
            refused!(db, [all], tx => suggestions::insert(tx, wrong, &all).await?);
        }
        let nothing_new = [(id(1), suggestion("What"))];
        refused!(db, [nothing_new], tx => suggestions::insert(tx, with, &nothing_new).await?);
        let kept = all.clone();
        writing!(db, tx => suggestions::insert(tx, with, &kept).await?).unwrap();
        let read = reading!(db, tx => suggestions::of_statement(tx, with.statement).await?);
        let read: Vec<_> = read.into_iter().map(|it| (it.id, it.suggestion)).collect();
        assert_eq!(read, all);
        assert_eq!(
            DecisionKind::RequestChanges,
            Restriction::ChangesRequested.decision()
        );
    })
    .await;
}

#[tokio::test]
async fn an_author_answers_it_once_and_it_stays_as_it_was() {
    on_each(async |db| {
        panel(&db).await;
        let with = decided(&db, 1, Restriction::ChangesRequested).await;
        let all = [(id(1), suggestion("That")), (id(2), suggestion(""))];
        writing!(db, tx => suggestions::insert(tx, with, &all).await?).unwrap();
        let accept = Answer::Accept(DraftVersion::new(2));
        for other in [MODERATOR, 2, GUIDE] {
            refused!(db, [], "only an author", tx => {
                suggestions::answer(tx, id(1), accept, account(other), minute(3)).await?;
            });
        }
        let row = suggested::table.find(key(id(1)));
        refused!(db, [], "only an author", tx => {
            run!(tx, execute, diesel::update(row).set(suggested::replacement.eq("Mine")))?;
        });
        writing!(db, tx => {
            suggestions::answer(tx, id(1), accept, account(1), minute(3)).await?;
            suggestions::answer(tx, id(2), Answer::Decline, account(1), minute(3)).await?;
        })
        .unwrap();
        refused!(db, [], "only an author", tx => {
            suggestions::answer(tx, id(1), Answer::Decline, account(1), minute(4)).await?;
        });
        let read = reading!(db, tx => suggestions::of_statement(tx, with.statement).await?);
        let both = [SuggestionState::Accepted, SuggestionState::Declined];
        assert_eq!(read.iter().map(|it| it.state).collect::<Vec<_>>(), both);
        assert!(
            read.iter()
                .all(|it| it.by == account(MODERATOR)
                    && it.answered == Some((account(1), minute(3)))),
            "both ids"
        );
    })
    .await;
}

#[tokio::test]
async fn it_begins_without_an_answer_and_stays_with_its_statement() {
    on_each(async |db| {
        panel(&db).await;
        let with = decided(&db, 1, Restriction::ChangesRequested).await;
        let all = [(id(1), suggestion("That"))];
        writing!(db, tx => suggestions::insert(tx, with, &all).await?).unwrap();
        let answered = (
            (suggested::id.eq(key(id(2))), suggested::place.eq(1_i16)),
            suggested::statement_id.eq(key(with.statement)),
            suggested::revision_id.eq(key(with.revision)),
            suggested::suggested_by.eq(key(with.by)),
            (suggested::field.eq("body"), suggested::reason.eq("hate")),
            (suggested::begins_at.eq(0), suggested::ends_at.eq(4)),
            (
                suggested::excerpt.eq("What"),
                suggested::replacement.eq("That"),
            ),
            suggested::state.eq(3_i16),
            suggested::answered_by.eq(Some(key(account(MODERATOR)))),
            suggested::answered_at.eq(Some(At(minute(3)))),
        );
        refused!(db, [], "begins without an answer", tx => {
            run!(tx, execute, diesel::insert_into(suggested::table).values(answered))?;
        });
        let row = suggested::table.find(key(id(1)));
        refused!(db, [], "stays with its statement", tx => {
            run!(tx, execute, diesel::delete(row))?;
        });
    })
    .await;
}

#[tokio::test]
async fn whoever_submitted_a_revision_is_an_author_of_the_post() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(1).start(tx).await?;
            text(2).submit(tx).await?;
        })
        .unwrap();
        let authors = |n| post_authors::table.filter(post_authors::post_id.eq(key(post_id(n))));
        writing!(db, tx => {
            run!(tx, execute, diesel::delete(authors(1)))?;
        })
        .unwrap();
        refused!(db, [], tx => text(1).revise(tx, 1).await?);
        refused!(db, [], tx => {
            run!(tx, execute, diesel::delete(authors(2)))?;
        });
    })
    .await;
}
