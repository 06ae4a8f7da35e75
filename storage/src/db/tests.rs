//! Both databases do the same: each test runs on SQLite, and on PostgreSQL where `TEST_DATABASE_URL` names a server.

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use domain::text::{Label, Slug};
use domain::{AuditId, GroupId, Timestamp};
use uuid::Uuid;

use super::*;
use crate::audit::{self, By, NewRecord, Verdict};
use crate::groups::{self, Group};

fn config(backend: Backend) -> DbConfig {
    DbConfig {
        backend,
        durability: Durability::Normal,
        connections: 2,
    }
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// Runs `story` on a database of its own, first the embedded one, then PostgreSQL.
async fn on_each<F: AsyncFn(Db)>(story: F) {
    let folder = tempfile::tempdir().unwrap();
    let file = Backend::Sqlite(folder.path().join("test.db"));
    story(Db::open(&config(file), TaskTracker::new()).await.unwrap()).await;
    let Some(server) = postgres_server() else {
        return;
    };
    let name = format!(
        "storage_{}",
        folder.path().file_name().unwrap().to_string_lossy()
    );
    let name = name.replace('.', "").to_lowercase();
    let mut admin = AsyncPgConnection::establish(&server).await.unwrap();
    admin
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    story(
        Db::open(&config(Backend::Postgres(url)), TaskTracker::new())
            .await
            .unwrap(),
    )
    .await;
    admin
        .batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .await
        .unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration file"
)]
fn postgres_server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

fn group(n: u128) -> Group {
    Group {
        id: GroupId::from_uuid(Uuid::from_u128(n)),
        slug: Slug::parse(&format!("group-{n}")).unwrap(),
        name: Label::parse(&format!("Group {n}")).unwrap(),
    }
}

fn now() -> Timestamp {
    Timestamp::from_micros(1_790_000_000_000_001).unwrap()
}

#[tokio::test]
async fn what_a_transaction_wrote_is_read_back_and_a_refused_one_leaves_nothing() {
    on_each(async |db| {
        let write = async |n, refuse| {
            db.write(async move |tx: &mut Tx| {
                groups::insert(tx, &group(n), now()).await?;
                if refuse {
                    Err(StorageError::Busy)
                } else {
                    Ok(())
                }
            })
            .await
        };
        let read = async |n| {
            db.read(async move |tx: &mut Tx| groups::get(tx, group(n).id).await)
                .await
                .unwrap()
        };
        write(1, false).await.unwrap();
        assert!(matches!(write(2, true).await, Err(StorageError::Busy)));
        assert_eq!(read(1).await, Some(group(1)));
        assert_eq!(read(2).await, None);
        assert!(matches!(
            write(1, false).await,
            Err(StorageError::Conflict(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn audit_records_are_chained_in_order_and_verified() {
    on_each(async |db| {
        let verdict = db
            .write(async |tx: &mut Tx| {
                for n in 1..=3 {
                    let id = AuditId::from_uuid(Uuid::from_u128(n));
                    let (action, subject, detail) = ("group.created", "group_1", "{}");
                    let by = By::Operator;
                    audit::insert(
                        tx,
                        NewRecord {
                            id,
                            at: now(),
                            by,
                            action,
                            subject,
                            detail,
                        },
                    )
                    .await?;
                }
                assert_eq!(audit::chain(tx, 2).await?, 2);
                audit::verify(tx).await
            })
            .await;
        assert_eq!(
            verdict.unwrap(),
            Verdict::Sound {
                chained: 2,
                waiting: 1
            }
        );
    })
    .await;
}
