//! Transactions: what is kept, what is rolled back, what a reader sees, and what happens to whoever goes away.

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::FutureExt as _;
use tokio_util::task::TaskTracker;

use crate::groups;
use crate::testing::*;
use crate::{Db, StorageError, Tx};

async fn store(db: &Db, n: u128, name: &'static str) -> Outcome {
    writing!(db, tx => groups::insert(tx, &group_of(n, name), &keeping(), minute(0)).await?)
}

async fn exists(db: &Db, n: u128) -> bool {
    reading!(db, tx => groups::get(tx, group(n)).await?).is_some()
}

#[tokio::test]
async fn what_a_transaction_wrote_is_read_back_and_a_refused_one_leaves_nothing() {
    on_each(async |db| {
        store(&db, 1, "one").await.unwrap();
        let refused: Outcome = db
            .write(async |tx: &mut Tx| {
                groups::insert(tx, &group_of(2, "two"), &keeping(), minute(0)).await?;
                Err(StorageError::Busy)
            })
            .await;
        assert!(matches!(refused, Err(StorageError::Busy)));
        assert!(exists(&db, 1).await && !exists(&db, 2).await);
        let again = store(&db, 1, "one").await;
        assert!(matches!(again, Err(StorageError::Conflict(_))));
    })
    .await;
}

#[tokio::test]
async fn nothing_can_be_written_while_reading() {
    on_each(async |db| {
        let outcome: Outcome = db
            .read(async |tx: &mut Tx| {
                groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await
            })
            .await;
        assert!(
            matches!(outcome, Err(StorageError::Database(_))),
            "{outcome:?}"
        );
        assert!(!exists(&db, 1).await);
        store(&db, 1, "one").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn all_statements_of_a_reader_see_the_same_state() {
    on_postgres(async |db, _url| {
        let writer = db.clone();
        let seen = db.read(async move |tx: &mut Tx| {
            let before = groups::get(tx, group(1)).await?;
            store(&writer, 1, "one").await?;
            Outcome::Ok((before, groups::get(tx, group(1)).await?))
        });
        assert_eq!(seen.await.unwrap(), (None, None));
        assert!(exists(&db, 1).await);
    })
    .await;
}

#[tokio::test]
async fn all_statements_of_a_reader_of_the_embedded_database_see_the_same_state() {
    on_sqlite(async |db| {
        let (began, begin) = std::sync::mpsc::channel();
        let (wrote, written) = std::sync::mpsc::channel();
        let reader = db.clone();
        let seen = TaskTracker::new().spawn(async move {
            let work = async move |tx: &mut Tx| {
                let before = groups::get(tx, group(1)).await?;
                began.send(()).unwrap();
                written.recv().unwrap();
                Outcome::Ok((before, groups::get(tx, group(1)).await?))
            };
            reader.read(work).await
        });
        let begun = tokio::task::spawn_blocking(move || begin.recv());
        begun.await.unwrap().unwrap();
        store(&db, 1, "one").await.unwrap();
        wrote.send(()).unwrap();
        assert_eq!(seen.await.unwrap().unwrap(), (None, None));
        assert!(exists(&db, 1).await);
    })
    .await;
}

#[tokio::test]
async fn work_that_panics_leaves_nothing_and_the_next_work_is_done() {
    on_each(async |db| {
        let outcome: Outcome = db
            .write(async |tx: &mut Tx| {
                groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await?;
                panic!("as planned");
            })
            .await;
        assert!(matches!(outcome, Err(StorageError::CutOff(_))));
        assert!(!exists(&db, 1).await);
        store(&db, 1, "one").await.unwrap();
        assert!(exists(&db, 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_the_database_ended_by_itself_stops_nobody_else() {
    on_each(async |db| {
        let outcome: Outcome = db
            .write(async |tx: &mut Tx| {
                groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await?;
                // As on a full disk, where SQLite rolls back before it is asked to.
                match &mut tx.conn {
                    crate::tx::Conn::Sqlite(conn) => {
                        diesel::connection::SimpleConnection::batch_execute(conn, "ROLLBACK")?;
                    }
                    crate::tx::Conn::Postgres(conn) => conn.batch_execute("ROLLBACK").await?,
                }
                Err(StorageError::Busy)
            })
            .await;
        assert!(outcome.is_err());
        store(&db, 1, "one").await.unwrap();
        assert!(exists(&db, 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_write_is_finished_when_its_caller_goes_away() {
    on_each(async |db| {
        let (finished, finish) = tokio::sync::oneshot::channel();
        let caller = db.write(async move |tx: &mut Tx| {
            groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await?;
            finished.send(()).unwrap();
            Outcome::Ok(())
        });
        // Asked for once, then dropped.
        let _perhaps = caller.now_or_never();
        finish.await.unwrap();
        // On the same writer, so after the first one ended.
        store(&db, 2, "two").await.unwrap();
        while !exists(&db, 1).await {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_who_goes_away_leaves_no_transaction_open() {
    on_postgres(async |db, _url| {
        for _ in 0..10 {
            let (began, begin) = tokio::sync::oneshot::channel();
            let reader = db.clone();
            let caller = TaskTracker::new().spawn(async move {
                let work = async move |tx: &mut Tx| {
                    let _group = groups::get(tx, group(1)).await?;
                    began.send(()).unwrap();
                    std::future::pending::<Outcome>().await
                };
                reader.read(work).await
            });
            begin.await.unwrap();
            caller.abort();
            assert!(caller.await.unwrap_err().is_cancelled());
        }
        store(&db, 1, "one").await.unwrap();
        assert!(exists(&db, 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_was_started_again_is_found_again() {
    on_postgres(async |db, url| {
        store(&db, 1, "one").await.unwrap();
        let mut admin = AsyncPgConnection::establish(&url).await.unwrap();
        let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                      WHERE datname = current_database() AND pid <> pg_backend_pid()";
        admin.batch_execute(others).await.unwrap();
        assert!(exists(&db, 1).await);
        store(&db, 2, "two").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn work_that_waits_for_something_else_is_refused_by_the_embedded_database() {
    on_sqlite(async |db| {
        let outcome: Outcome = db
            .write(async |tx: &mut Tx| {
                groups::insert(tx, &group_of(1, "one"), &keeping(), minute(0)).await?;
                tokio::task::yield_now().await;
                Ok(())
            })
            .await;
        assert!(matches!(outcome, Err(StorageError::CutOff(_))));
        assert!(!exists(&db, 1).await);
    })
    .await;
}
