//! Who may take down what is public, and that it stays down.

use diesel::prelude::*;
use domain::post::revision::RevisionState;
use moderation::review::Restriction;

use super::{point, refused};
use crate::codes::revision_state;
use crate::schema::{revisions as revision, takedowns as takedown};
use crate::takedowns::NewTakedown;
use crate::testing::*;
use crate::tx::run;
use crate::types::key;
use crate::{Db, StorageError, posts, revisions, takedowns};

async fn public(db: &Db, text: Text) -> Submission {
    writing!(db, tx => published(tx, text, day(3)).await?).unwrap()
}

#[tokio::test]
async fn what_an_adult_took_down_is_never_public_again() {
    on_each(async |db| {
        panel(&db).await;
        let mut shown = public(&db, text(1)).await;
        let found = async || reading!(db, tx => takedowns::of_post(tx, post_id(1)).await?);
        assert_eq!(found().await, None);
        writing!(db, tx => shown.take_down(tx, OTHER_MODERATOR).await?).unwrap();
        assert_eq!(found().await, Some(account(OTHER_MODERATOR)));
        let stored = reading!(db, tx => revisions::get(tx, revision_id(1)).await?).unwrap();
        assert!(matches!(stored.revision.state, RevisionState::TakenDown(permit) if permit.second().is_none()));
        refused!(db, [], tx => point(tx, post_id(1), revision_id(1)).await?);
        let it = revision::table.find(key(revision_id(1)));
        refused!(db, [], "a revision is settled once", tx => {
            let approved = revision::state.eq(revision_state::APPROVED);
            run!(tx, execute, diesel::update(it).set((approved, revision::takedown_id.eq(None::<crate::types::Key>))))?;
        });
        let row = takedown::table.find(key(revision_id(1)));
        refused!(db, [], "a takedown is never changed", tx => {
            run!(tx, execute, diesel::update(row).set(takedown::taken_down_by.eq(key(account(MODERATOR)))))?;
        });
    })
    .await;
}

#[tokio::test]
async fn nobody_takes_down_what_is_theirs() {
    on_each(async |db| {
        panel(&db).await;
        let shown = public(&db, text(1)).await;
        for related in [1, 2, GUIDE, GUARDIAN] {
            refused!(db, [shown], "nobody takes down what is theirs", tx => {
                let mut shown = shown;
                shown.take_down(tx, related).await?;
            });
        }
    })
    .await;
}

#[tokio::test]
async fn only_what_was_public_is_taken_down_and_not_without_a_statement_that_says_so() {
    on_each(async |db| {
        panel(&db).await;
        let waits = super::waiting(&db, text(1)).await;
        let shown = public(&db, text(2)).await;
        let declined = writing!(db, tx => {
            let mut declined = text(3).submit(tx).await?;
            declined.decline(tx, MODERATOR, minute(1)).await?;
            declined
        })
        .unwrap();
        let take_down = async |submission: &Submission, restriction| {
            refused!(db, [submission], tx => {
                let told = statement(restriction, minute(5));
                let new = NewTakedown {
                    revision: &submission.revision,
                    by: account(MODERATOR),
                    statement: (statement_id(9), &told),
                };
                takedowns::insert(tx, &new).await?;
            });
        };
        take_down(&waits, Restriction::TakenDown).await;
        take_down(&declined, Restriction::TakenDown).await;
        // The post still points to it.
        take_down(&shown, Restriction::TakenDown).await;
        let mut hidden = shown.clone();
        writing!(db, tx => hidden.unpublish(tx).await?).unwrap();
        take_down(&shown, Restriction::Declined).await;
        let locked = writing!(db, tx => posts::lock(tx, post_id(2)).await?).unwrap();
        assert!(locked.is_some_and(|post| post.published().is_none()));
    })
    .await;
}
