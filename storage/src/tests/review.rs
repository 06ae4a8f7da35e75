//! Reviews, claims and decisions: where a submission is, who holds it, and what adults said about it.

use domain::DecisionId;
use moderation::Lane;
use moderation::review::{Claim, DecisionKind, Restriction, ReviewState};

use crate::claims::Ending;
use crate::testing::*;
use crate::{Db, StorageError, claims, decisions, queue, reviews};

async fn stored(db: &Db, n: u128) -> moderation::review::Review {
    reading!(db, tx => reviews::get(tx, review_id(n)).await?).unwrap()
}

#[tokio::test]
async fn a_review_is_read_back_from_waiting_to_decided() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = writing!(db, tx => {
            Text { authors: vec![2, 1], lane: Lane::P1, ..text(7) }.submit(tx).await?
        })
        .unwrap();
        assert_eq!(stored(&db, 7).await, submission.review);
        submission = writing!(db, tx => {
            submission.claim(tx, MODERATOR, minute(1)).await?;
            submission
        })
        .unwrap();
        assert!(matches!(submission.review.state, ReviewState::Claimed(_)));
        assert_eq!(stored(&db, 7).await, submission.review);
        submission = writing!(db, tx => {
            claims::give_back(tx, review_id(7), account(MODERATOR), minute(722)).await?;
            submission.review = submission.review.release(account(MODERATOR), minute(2)).unwrap();
            reviews::store_state(tx, &submission.review).await?;
            submission.approve(tx, OTHER_MODERATOR, minute(3)).await?;
            submission
        })
        .unwrap();
        assert_eq!(submission.review.state, ReviewState::Waiting);
        assert_eq!(submission.review.approvals.len(), 1);
        assert_eq!(stored(&db, 7).await, submission.review);
    })
    .await;
}

#[tokio::test]
async fn the_second_adult_settles_a_risky_review() {
    on_each(async |db| {
        panel(&db).await;
        let submission = writing!(db, tx => {
            let mut submission = Text { lane: Lane::P0, ..text(7) }.submit(tx).await?;
            submission.approve(tx, MODERATOR, minute(1)).await?;
            submission.approve(tx, OTHER_MODERATOR, minute(2)).await?;
            submission
        })
        .unwrap();
        let by = submission.decision(OTHER_MODERATOR);
        assert_eq!(
            submission.review.state,
            ReviewState::Decided { by, at: minute(2) }
        );
        assert_eq!(stored(&db, 7).await, submission.review);
    })
    .await;
}

#[tokio::test]
async fn withdrawn_and_superseded_reviews_are_read_back_and_are_not_open() {
    on_each(async |db| {
        panel(&db).await;
        let (withdrawn, superseded) = writing!(db, tx => {
            let withdrawn = text(1).submit(tx).await?.review.withdraw(minute(1)).unwrap();
            reviews::store_state(tx, &withdrawn).await?;
            let superseded = text(2).submit(tx).await?.review.supersede(minute(2)).unwrap();
            reviews::store_state(tx, &superseded).await?;
            (withdrawn, superseded)
        })
        .unwrap();
        assert_eq!(stored(&db, 1).await, withdrawn);
        assert_eq!(stored(&db, 2).await, superseded);
        assert_eq!(
            reading!(db, tx => reviews::open_of(tx, post_id(1)).await?),
            None
        );
        assert_eq!(
            writing!(db, tx => reviews::lock_open(tx, post_id(2)).await?).unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_review_is_found_by_its_id_its_post_and_its_revision() {
    on_each(async |db| {
        panel(&db).await;
        let review = writing!(db, tx => text(7).submit(tx).await?.review).unwrap();
        let found = writing!(db, tx => [
            reviews::get(tx, review_id(7)).await?,
            reviews::lock(tx, review_id(7)).await?,
            reviews::open_of(tx, post_id(7)).await?,
            reviews::lock_open(tx, post_id(7)).await?,
            reviews::of_revision(tx, revision_id(7)).await?,
        ])
        .unwrap();
        assert!(
            found.iter().all(|found| found.as_ref() == Some(&review)),
            "{found:?}"
        );
        let post = reading!(db, tx => reviews::post_of(tx, review_id(7)).await?);
        assert_eq!(post, Some(post_id(7)));
        let missing = writing!(db, tx => (
            reviews::get(tx, review_id(8)).await?.is_none(),
            reviews::lock(tx, review_id(8)).await?.is_none(),
            reviews::of_revision(tx, revision_id(8)).await?.is_none(),
            reviews::post_of(tx, review_id(8)).await?.is_none(),
        ));
        assert_eq!(missing.unwrap(), (true, true, true, true));
    })
    .await;
}

#[tokio::test]
async fn a_moderator_holds_what_was_claimed_until_it_lapses_or_is_renewed() {
    on_each(async |db| {
        panel(&db).await;
        let held = async |moderator, at| {
            reading!(db, tx => queue::held_by(tx, account(moderator), minute(at)).await?)
        };
        let claim = writing!(db, tx => {
            text(1).submit(tx).await?.claim(tx, MODERATOR, minute(5)).await?;
            let mut second = Text { lane: Lane::P1, ..text(2) }.submit(tx).await?;
            second.claim(tx, MODERATOR, minute(1)).await?;
            let ReviewState::Claimed(claim) = second.review.state else {
                return Err(StorageError::Busy);
            };
            claim
        })
        .unwrap();
        assert_eq!(held(MODERATOR, 5).await, Some(review_id(2)), "the first in line");
        assert_eq!(held(MODERATOR, 16).await, Some(review_id(1)), "the other lapsed");
        assert_eq!(held(MODERATOR, 20).await, None);
        assert_eq!(held(OTHER_MODERATOR, 5).await, None);
        writing!(db, tx => claims::renew(tx, &Claim { until: minute(30), ..claim }).await?).unwrap();
        assert_eq!(held(MODERATOR, 20).await, Some(review_id(2)));
        writing!(db, tx => claims::end(tx, review_id(2), Ending::Closed, minute(21)).await?).unwrap();
        assert_eq!(held(MODERATOR, 21).await, None);
    })
    .await;
}

#[tokio::test]
async fn lapsed_claims_end_and_their_reviews_wait_again() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for n in 1..=3 {
                let mut submission = text(n).submit(tx).await?;
                submission.claim(tx, MODERATOR, minute(i64::try_from(n).unwrap())).await?;
            }
        })
        .unwrap();
        let end = async |at, limit| {
            writing!(db, tx => claims::end_lapsed(tx, minute(at), limit).await?).unwrap()
        };
        assert_eq!(end(15, 10).await, []);
        assert_eq!(end(17, 1).await, [review_id(1)]);
        assert_eq!(end(17, 10).await, [review_id(2)]);
        assert_eq!(stored(&db, 1).await.state, ReviewState::Waiting);
        assert!(matches!(
            stored(&db, 3).await.state,
            ReviewState::Claimed(_)
        ));
        let again = writing!(db, tx => {
            let review = reviews::lock(tx, review_id(1)).await?.unwrap();
            let person = adult(tx, OTHER_MODERATOR).await?;
            let review = review.claim(&person, claim_id(9), minute(18)).unwrap();
            let ReviewState::Claimed(claim) = review.state else {
                return Err(StorageError::Busy);
            };
            claims::insert(tx, review.id, &claim).await?;
            reviews::store_state(tx, &review).await?;
            review
        });
        assert_eq!(stored(&db, 1).await, again.unwrap());
    })
    .await;
}

#[tokio::test]
async fn ending_lapsed_claims_never_waits_for_a_moderator_who_is_just_deciding() {
    use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
    on_postgres(async |db, url| {
        panel(&db).await;
        writing!(db, tx => text(7).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?)
            .unwrap();
        let mut deciding = AsyncPgConnection::establish(&url).await.unwrap();
        deciding
            .batch_execute("BEGIN; SELECT id FROM reviews FOR UPDATE")
            .await
            .unwrap();
        let end = async || {
            writing!(db, tx => {
                // Whoever waited here after all would wait for ever.
                if let crate::tx::Conn::Postgres(conn) = &mut tx.conn {
                    conn.batch_execute("SET LOCAL lock_timeout = '1s'").await?;
                }
                claims::end_lapsed(tx, minute(20), 10).await?
            })
            .unwrap()
        };
        assert_eq!(end().await, []);
        deciding.batch_execute("ROLLBACK").await.unwrap();
        assert_eq!(end().await, [review_id(7)]);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_read_back_with_its_statement_and_an_approval_without() {
    on_each(async |db| {
        panel(&db).await;
        let first = writing!(db, tx => {
            let mut risky = Text { lane: Lane::P1, ..text(7) }.submit(tx).await?;
            risky.approve(tx, MODERATOR, minute(1)).await?;
            risky.decline(tx, OTHER_MODERATOR, minute(2)).await?;
            text(8).submit(tx).await?.approve(tx, MODERATOR, minute(1)).await?;
            risky.decision(MODERATOR)
        })
        .unwrap();
        let decisions = reading!(db, tx => decisions::of_revision(tx, revision_id(7)).await?);
        let [approval, refusal] = &decisions[..] else {
            panic!("{decisions:?}");
        };
        assert_eq!((approval.id, approval.kind), (first, DecisionKind::Approve));
        assert_eq!((&approval.statement, &approval.message), (&None, &None));
        assert_eq!(
            (refusal.kind, refusal.at),
            (DecisionKind::Decline, minute(2))
        );
        let told = refusal.statement.as_ref().unwrap();
        assert_eq!(told.statement, statement(Restriction::Declined, minute(2)));
        assert_ne!(refusal.id, DecisionId::from_uuid(uuid::Uuid::nil()));
        assert!(reading!(db, tx => decisions::of_revision(tx, revision_id(9)).await?).is_empty());
    })
    .await;
}
