//! What authors see of their submissions: the newest of each post, and nothing of an unfinished reading.

use moderation::Lane;
use moderation::review::DecisionKind;

use crate::submissions::{self, SubmissionState};
use crate::testing::*;
use crate::{Db, reviews, revisions};

async fn seen(db: &Db, n: u128) -> Option<submissions::Submission> {
    let mut found = reading!(db, tx => submissions::newest_of(tx, &[post_id(n)]).await?);
    assert!(found.len() <= 1);
    found.pop()
}

#[tokio::test]
async fn authors_see_the_newest_submission_of_each_post() {
    on_each(async |db| {
        panel(&db).await;
        let newest = writing!(db, tx => {
            text(8).start(tx).await?;
            let first = text(7).submit(tx).await?;
            let superseded = first.revision.supersede(minute(2)).unwrap();
            revisions::store_state(tx, &superseded, minute(2)).await?;
            reviews::store_state(tx, &first.review.supersede(minute(2)).unwrap()).await?;
            let revision = text(7).revise(tx, 9).await?;
            text(7).open(tx, &revision).await?;
            revision
        })
        .unwrap();
        let submission = seen(&db, 7).await.unwrap();
        assert_eq!(submission.post, post_id(7));
        assert_eq!(submission.revision, newest.id);
        assert_eq!(submission.review, review_id(9));
        assert_eq!(submission.number, 2);
        assert_eq!(submission.title, Some(text(7).title()));
        assert_eq!(submission.content_hash, newest.content_hash);
        assert_eq!(submission.state, SubmissionState::Pending);
        assert_eq!(
            (submission.submitted_at, submission.settled_at),
            (minute(0), None)
        );
        assert_eq!(seen(&db, 8).await, None, "nothing was submitted");
        assert_eq!(
            reading!(db, tx => submissions::newest_of(tx, &[]).await?),
            []
        );
    })
    .await;
}

#[tokio::test]
async fn the_first_of_two_approvals_does_not_show_before_the_second() {
    on_each(async |db| {
        panel(&db).await;
        let mut risky = writing!(db, tx => {
            let mut risky = Text { lane: Lane::P1, ..text(7) }.submit(tx).await?;
            risky.approve(tx, MODERATOR, minute(1)).await?;
            risky
        })
        .unwrap();
        let before = seen(&db, 7).await.unwrap();
        assert_eq!(
            (before.state, &before.decisions[..]),
            (SubmissionState::Pending, &[][..])
        );
        writing!(db, tx => risky.approve(tx, OTHER_MODERATOR, minute(2)).await?).unwrap();
        let after = seen(&db, 7).await.unwrap();
        assert_eq!(
            (after.state, after.settled_at),
            (SubmissionState::Approved, Some(minute(2)))
        );
        let kinds: Vec<_> = after
            .decisions
            .iter()
            .map(|decision| decision.kind)
            .collect();
        assert_eq!(kinds, [DecisionKind::Approve, DecisionKind::Approve]);
    })
    .await;
}

#[tokio::test]
async fn each_outcome_is_told_with_its_decisions() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(1).submit(tx).await?.decline(tx, MODERATOR, minute(1)).await?;
            let withdrawn = text(2).submit(tx).await?.revision.withdraw(minute(3)).unwrap();
            revisions::store_state(tx, &withdrawn, minute(3)).await?;
            published(tx, text(3), day(3)).await?;
        })
        .unwrap();
        let declined = seen(&db, 1).await.unwrap();
        assert_eq!(declined.state, SubmissionState::Declined);
        assert_eq!(declined.decisions.len(), 1);
        assert!(declined.decisions[0].statement.is_some());
        let withdrawn = seen(&db, 2).await.unwrap();
        assert_eq!(withdrawn.state, SubmissionState::Withdrawn);
        assert_eq!(
            (withdrawn.settled_at, withdrawn.decisions),
            (Some(minute(3)), vec![])
        );
        assert_eq!(seen(&db, 3).await.unwrap().state, SubmissionState::Approved);
    })
    .await;
}
