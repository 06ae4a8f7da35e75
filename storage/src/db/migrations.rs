//! The migrations of both databases, embedded in the binary. Same names on both sides; a test compares them.

use diesel::migration::{Migration as _, MigrationSource};
use diesel::pg::Pg;
use diesel::sqlite::SqliteConnection;
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::roles;
use crate::StorageError;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The lock that processes starting at once take in turn; the number is "altavoz" in no particular encoding.
const ADVISORY_LOCK: i64 = 0x0061_6c74_6176_6f7a;

fn failed(error: impl std::fmt::Display) -> StorageError {
    StorageError::Migrate(error.to_string())
}

/// Brings the embedded database up to date. Two processes that start at once take turns by the busy timeout.
pub(super) fn run_sqlite(conn: &mut SqliteConnection) -> Result<(), StorageError> {
    conn.run_pending_migrations(SQLITE).map_err(failed)?;
    Ok(())
}

/// Brings a PostgreSQL database up to date, one process at a time.
pub(super) async fn run_postgres(mut conn: Object<AsyncPgConnection>) -> Result<(), StorageError> {
    conn.batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))
        .await?;
    let run = move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let outcome = harness
            .run_pending_migrations(POSTGRES)
            .map(|_| ())
            .map_err(failed);
        (harness.into_inner(), outcome)
    };
    let (mut conn, outcome) = tokio::task::spawn_blocking(run)
        .await
        .map_err(|_panic| StorageError::CutOff("migrating"))?;
    conn.batch_execute(&format!("SELECT pg_advisory_unlock({ADVISORY_LOCK})"))
        .await?;
    outcome
}

/// Refuses a database that is behind, for a role that may not change it.
pub(super) async fn expect_up_to_date(conn: &mut AsyncPgConnection) -> Result<(), StorageError> {
    let done = roles::migrated(conn).await?;
    let known = MigrationSource::<Pg>::migrations(&POSTGRES).map_err(failed)?;
    let versions = known.iter().map(|known| known.name().version());
    let mut versions = versions.map(|version| version.as_owned().to_string());
    if versions.all(|version| done.contains(&version)) {
        Ok(())
    } else {
        Err(failed(
            "this role may not change the schema, which is behind; run `altavoz migrate` as the owner of the database first",
        ))
    }
}

/// Which way to migrate.
#[cfg(test)]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    Up,
    Down,
}

#[cfg(test)]
impl Way {
    fn go<B: diesel::backend::Backend>(
        self,
        harness: &mut impl MigrationHarness<B>,
        migrations: EmbeddedMigrations,
    ) {
        let done = match self {
            Self::Up => harness.run_pending_migrations(migrations),
            Self::Down => harness.revert_all_migrations(migrations),
        };
        assert_eq!(done.unwrap().len(), 14);
    }
}

/// Migrates a database all the way, on a connection of its own.
#[cfg(test)]
pub(crate) async fn migrate(at: &super::Backend, way: Way) {
    use diesel::Connection as _;
    use diesel::connection::SimpleConnection as _;
    use diesel_async::AsyncConnection as _;
    match at {
        super::Backend::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
            conn.batch_execute("PRAGMA foreign_keys = ON").unwrap();
            way.go(&mut conn, SQLITE);
        }
        super::Backend::Postgres(url) => {
            let conn = AsyncPgConnection::establish(url).await.unwrap();
            let run = move || way.go(&mut AsyncMigrationHarness::new(conn), POSTGRES);
            tokio::task::spawn_blocking(run).await.unwrap();
        }
    }
}
