//! The role that serves on PostgreSQL does everything that the product does, and can't change or delete what is in the audit log.

use diesel_async::SimpleAsyncConnection as _;
use domain::AuditId;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::audit::{self, By, NewRecord, Verdict};
use crate::testing::*;
use crate::tx::Conn;
use crate::{Backend, Db, RoleName, StorageError, Tx, jobs};

async fn batch(db: &Db, sql: &str) -> Result<(), StorageError> {
    let sql = sql.to_owned();
    writing!(db, tx => {
        if let Conn::Postgres(conn) = &mut tx.conn {
            conn.batch_execute(&sql).await?;
        }
    })
}

async fn record(tx: &mut Tx, n: u128) -> Outcome {
    let record = NewRecord {
        id: AuditId::from_uuid(Uuid::from_u128(n)),
        at: minute(0),
        by: By::Operator,
        action: "group.created",
        subject: "group_1",
        detail: "{}",
        chapter: None,
        about: None,
    };
    audit::insert(tx, record).await
}

/// The address of the same database for another role.
fn address(url: &str, role: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (_, host) = rest.split_once('@').unwrap_or(("", rest));
    format!("{scheme}://{role}:secret@{host}")
}

async fn open(url: &str) -> Result<Db, StorageError> {
    let config = config(Backend::Postgres(url.to_owned()));
    Db::open(&config, TaskTracker::new()).await
}

#[tokio::test]
async fn the_role_that_serves_works_and_can_not_rewrite_the_audit_log() {
    on_postgres(async |owner, url| {
        let database = url.rsplit('/').next().unwrap().split('?').next().unwrap();
        let name = format!("serves_{database}");
        let role: RoleName = name.parse().unwrap();
        batch(&owner, &format!("CREATE ROLE {name} LOGIN PASSWORD 'secret'"))
            .await
            .unwrap();
        let early = open(&address(&url, &name)).await.map(drop);
        assert!(early.is_err(), "nothing was granted yet: {early:?}");
        assert!(owner.may_rewrite_audit().await.unwrap());
        owner.let_serve(&role).await.unwrap();
        let serving = open(&address(&url, &name)).await.unwrap();
        assert!(!serving.may_rewrite_audit().await.unwrap());

        panel(&serving).await;
        writing!(serving, tx => {
            let mut submission = text(1).submit(tx).await?;
            submission.approve(tx, MODERATOR, minute(1)).await?;
            submission.publish(tx, day(3)).await?;
            record(tx, 1).await?;
            record(tx, 2).await?;
            audit::chain(tx, 1).await?;
            jobs::ensure(tx, domain::JobId::from_uuid(Uuid::from_u128(1)), "tidy", minute(0)).await?;
        })
        .unwrap();
        for refused in [
            "UPDATE audit_records SET action = 'nothing'",
            "DELETE FROM audit_records",
            "TRUNCATE audit_records CASCADE",
            "UPDATE audit_chain SET sequence = 9",
            "DELETE FROM audit_chain",
            "ALTER TABLE audit_records DISABLE TRIGGER ALL",
            "DROP TRIGGER audit_records_refuse_update ON audit_records",
            "SET session_replication_role = replica",
            "DELETE FROM __diesel_schema_migrations",
            "CREATE TABLE other (id integer)",
        ] {
            let told = batch(&serving, refused).await;
            assert!(matches!(told, Err(StorageError::Database(_))), "{refused}: {told:?}");
        }
        let verdict = reading!(serving, tx => audit::verify(tx).await?);
        assert_eq!(verdict, Verdict::Sound { chained: 1, waiting: 1 });

        // What the owner has yet to migrate stops it before it serves.
        batch(&owner, "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)")
            .await
            .unwrap();
        let behind = open(&address(&url, &name)).await.map(drop);
        assert!(matches!(&behind, Err(StorageError::Migrate(why)) if why.contains("altavoz migrate")), "{behind:?}");
        drop(serving);
        batch(&owner, &format!("DROP OWNED BY {name}; DROP ROLE {name}"))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_embedded_database_knows_no_roles() {
    on_sqlite(async |db| {
        let role: RoleName = "serves".parse().unwrap();
        let told = db.let_serve(&role).await;
        assert!(matches!(told, Err(StorageError::NoRoles)), "{told:?}");
    })
    .await;
}

#[test]
fn a_name_that_could_be_anything_else_is_none() {
    for good in ["a", "_x9", &"a".repeat(63)] {
        assert!(good.parse::<RoleName>().is_ok(), "{good}");
    }
    for bad in [
        "",
        "9a",
        "A",
        "a-b",
        "a\"; DROP TABLE posts; --",
        "ñ",
        &"a".repeat(64),
    ] {
        assert!(bad.parse::<RoleName>().is_err(), "{bad}");
    }
}
