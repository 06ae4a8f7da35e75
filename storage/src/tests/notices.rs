//! What changed is heard by whoever listens: after the commit, in order, and never of what was rolled back.

use std::sync::Arc;

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use domain::{PostId, ReviewId};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::groups;
use crate::testing::*;
use crate::{Backend, Change, Db, Notice, Notices, StorageError};

fn post(n: u128) -> PostId {
    PostId::from_uuid(Uuid::from_u128(n))
}

async fn tell(db: &Db, change: Change) {
    writing!(db, tx => tx.tell(change)).unwrap();
}

async fn next(notices: &mut Notices) -> Notice {
    let next = tokio::time::timeout(std::time::Duration::from_secs(20), notices.next());
    next.await
        .expect("a notice comes")
        .expect("the database is open")
}

#[tokio::test]
async fn what_was_committed_is_heard_in_order_and_what_was_rolled_back_is_not() {
    on_each(async |db| {
        tell(&db, Change::Published(post(1))).await;
        let mut notices = db.notices().await.unwrap();
        let draft = Change::Draft {
            post: post(2),
            authors: Arc::from([account(1), account(2)]),
        };
        tell(&db, draft.clone()).await;
        let undone: Result<(), StorageError> = db
            .write(async move |tx: &mut crate::Tx| {
                tx.tell(Change::Published(post(3)));
                Err(StorageError::Busy)
            })
            .await;
        undone.unwrap_err();
        let review = Change::Review(ReviewId::from_uuid(Uuid::from_u128(4)));
        let told = review.clone();
        writing!(db, tx => {
            tx.tell(told);
            tx.tell(Change::Published(post(5)));
        })
        .unwrap();
        for heard in [draft, review, Change::Published(post(5))] {
            assert_eq!(next(&mut notices).await, Notice::Changed(heard));
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_far_behind_hears_that_notices_were_missed() {
    on_each(async |db| {
        let mut notices = db.notices().await.unwrap();
        let mut ahead = db.notices().await.unwrap();
        for _ in 0..1_100 {
            tell(&db, Change::Published(post(1))).await;
            next(&mut ahead).await;
        }
        assert_eq!(next(&mut notices).await, Notice::Missed);
        assert_eq!(
            next(&mut notices).await,
            Notice::Changed(Change::Published(post(1)))
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_by_one_process_is_heard_by_another_also_after_the_connection_was_lost() {
    on_postgres(async |db, url| {
        let again = config(Backend::Postgres(url.clone()));
        let other = Db::open(&again, TaskTracker::new()).await.unwrap();
        let mut notices = other.notices().await.unwrap();
        let change = Change::Published(post(1));
        tell(&db, change.clone()).await;
        assert_eq!(next(&mut notices).await, Notice::Changed(change.clone()));

        let mut admin = AsyncPgConnection::establish(&url).await.unwrap();
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND query IN ('LISTEN altavoz', 'SELECT 1')";
        admin.batch_execute(cut).await.unwrap();
        assert_eq!(next(&mut notices).await, Notice::Missed, "asks for a look");
        tell(&db, change.clone()).await;
        assert_eq!(next(&mut notices).await, Notice::Changed(change));
    })
    .await;
}

#[tokio::test]
async fn what_another_process_writes_into_the_embedded_database_is_noticed() {
    on_sqlite_at(&async |db: Db, at| {
        let other = Db::open(&config(at), TaskTracker::new()).await.unwrap();
        let mut notices = other.notices().await.unwrap();
        let mut own = db.notices().await.unwrap();
        writing!(db, tx => {
            groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await?;
            tx.tell(Change::Published(post(1)));
        })
        .unwrap();
        assert_eq!(next(&mut notices).await, Notice::Missed);
        let change = Notice::Changed(Change::Published(post(1)));
        assert_eq!(next(&mut own).await, change);
        tell(&other, Change::Published(post(2))).await;
        let change = Notice::Changed(Change::Published(post(2)));
        assert_eq!(next(&mut notices).await, change);
    })
    .await;
}
