//! What everybody may read under a post: in its order, without holes, and never what is not public or what somebody silenced.

use domain::silence::Silence;
use domain::{AccountId, PostId};

use crate::comments::{self, PublicComment};
use crate::testing::*;
use crate::{Db, Direction, feed, silences};

/// Stores a comment that is public since that day.
async fn said(db: &Db, by: u128, text: Text, on: u32) -> Submission {
    let text = Text {
        authors: vec![by],
        ..text
    };
    writing!(db, tx => published(tx, text, day(on)).await?).unwrap()
}

/// The numbers of the comments on post 1 that somebody may see, in order.
async fn seen(db: &Db, asking: Option<AccountId>) -> Vec<PostId> {
    let page = reading!(db, tx => {
        comments::page(tx, (post_id(1), asking), None, Direction::Forward, 50).await?
    });
    ids(&page)
}

fn ids(page: &[PublicComment]) -> Vec<PostId> {
    page.iter().map(|comment| *comment.id()).collect()
}

fn posts(numbers: &[u128]) -> Vec<PostId> {
    numbers.iter().map(|number| post_id(*number)).collect()
}

/// Post 1 with comment 10 and its answers 11 and 12, and comment 20; of different days and people. Post 2 has comment 30.
async fn threads(db: &Db) -> Vec<Submission> {
    panel(db).await;
    let mut all = vec![
        said(db, 1, text(1), 1).await,
        said(db, 1, text(2), 1).await,
        said(db, 2, comment(20, 1, None), 3).await,
        said(db, 3, comment(10, 1, None), 2).await,
    ];
    all.push(said(db, 2, comment(11, 1, Some(10)), 5).await);
    all.push(said(db, 1, comment(12, 1, Some(10)), 4).await);
    all.push(said(db, 1, comment(30, 2, None), 2).await);
    let waits = comment(40, 1, None);
    writing!(db, tx => waits.submit(tx).await?).unwrap();
    all
}

#[tokio::test]
async fn comments_come_by_day_and_answers_after_what_they_answer() {
    on_each(async |db| {
        threads(&db).await;
        let all = posts(&[10, 12, 11, 20]);
        assert_eq!(seen(&db, None).await, all);
        // Each page begins where the one before ended, in both directions.
        for (direction, expected) in [
            (Direction::Forward, all.clone()),
            (Direction::Backward, all.iter().rev().copied().collect()),
        ] {
            let (mut from, mut found) = (None, Vec::new());
            loop {
                let begin = from.clone();
                let page = reading!(db, tx => {
                    comments::page(tx, (post_id(1), None), begin, direction, 1).await?
                });
                let Some(last) = page.last() else { break };
                from = Some(last.place().clone());
                found.extend(ids(&page));
            }
            assert_eq!(found, expected);
        }
        let counted = reading!(db, tx => {
            comments::count_of(tx, &posts(&[1, 2, 3]), None).await?
        });
        let mut counted = counted;
        counted.sort();
        assert_eq!(counted, vec![(post_id(1), 4), (post_id(2), 1)]);
        let one = reading!(db, tx => comments::get(tx, post_id(11), None).await?).unwrap();
        assert_eq!(
            (one.on().post, one.on().reply_to),
            (post_id(1), Some(post_id(10)))
        );
        assert_eq!((*one.published_on(), one.revised_on()), (day(5), &None));
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_no_post() {
    on_each(async |db| {
        threads(&db).await;
        let filter = feed::FeedFilter::default();
        let page = reading!(db, tx => feed::page(tx, filter, None, Direction::Forward, 50).await?);
        assert_eq!(page.len(), 2);
        let found = reading!(db, tx => feed::by_ids(tx, &posts(&[1, 10, 11])).await?);
        assert_eq!(found.len(), 1);
        let theirs = reading!(db, tx => {
            feed::of_author(tx, account(3), None, Direction::Forward, 50).await?
        });
        assert_eq!(theirs.len(), 0);
        assert_eq!(
            reading!(db, tx => feed::count_of_author(tx, account(1)).await?),
            2
        );
        // Nor is a post a comment.
        assert_eq!(
            reading!(db, tx => comments::get(tx, post_id(1), None).await?),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_public_under_what_is_not() {
    on_each(async |db| {
        let mut all = threads(&db).await;
        let mut answered = all.remove(3);
        let mut post = all.remove(0);
        let mut answered = writing!(db, tx => {
            answered.unpublish(tx).await?;
            answered
        })
        .unwrap();
        assert_eq!(seen(&db, None).await, posts(&[20]));
        assert_eq!(
            reading!(db, tx => comments::get(tx, post_id(11), None).await?),
            None
        );
        // What comes back comes back to its place.
        writing!(db, tx => answered.publish(tx, day(9)).await?).unwrap();
        assert_eq!(seen(&db, None).await, posts(&[10, 12, 11, 20]));
        writing!(db, tx => post.unpublish(tx).await?).unwrap();
        assert_eq!(seen(&db, None).await, vec![]);
        assert_eq!(
            reading!(db, tx => comments::get(tx, post_id(20), None).await?),
            None
        );
        let counted = reading!(db, tx => comments::count_of(tx, &posts(&[1]), None).await?);
        assert_eq!(counted, vec![]);
    })
    .await;
}

#[tokio::test]
async fn whom_somebody_silenced_is_not_there_for_them_alone() {
    on_each(async |db| {
        threads(&db).await;
        let all = posts(&[10, 12, 11, 20]);
        for (silence, left) in [
            (Silence::Muted, posts(&[10, 12])),
            (Silence::Blocked, posts(&[10, 12])),
        ] {
            writing!(db, tx => {
                silences::set(tx, (account(1), account(2)), Some(silence), minute(1)).await?;
            })
            .unwrap();
            assert_eq!(seen(&db, Some(account(1))).await, left);
            assert_eq!(seen(&db, Some(account(2))).await, all);
            assert_eq!(seen(&db, None).await, all);
            let counted = reading!(db, tx => {
                comments::count_of(tx, &posts(&[1]), Some(account(1))).await?
            });
            assert_eq!(counted, vec![(post_id(1), 2)]);
        }
        let kept = reading!(db, tx => silences::of(tx, account(1)).await?);
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].other.account, kept[0].silence), (account(2), Silence::Blocked));
        let blocks = async |by: u128, of: u128| {
            reading!(db, tx => silences::blocks(tx, &[account(by)], account(of)).await?)
        };
        assert!(blocks(1, 2).await && !blocks(2, 1).await && !blocks(3, 2).await);
        // Answers to them are not there either.
        writing!(db, tx => {
            silences::set(tx, (account(1), account(2)), None, minute(1)).await?;
            silences::set(tx, (account(1), account(3)), Some(Silence::Muted), minute(1)).await?;
        })
        .unwrap();
        assert_eq!(seen(&db, Some(account(1))).await, posts(&[20]));
        assert!(!blocks(1, 3).await);
    })
    .await;
}
