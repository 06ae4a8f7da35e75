//! The database as `app` sees it: open, migrate, read, write. Which one is behind it is decided here and nowhere else.

mod listen;
mod migrations;
mod postgres;
mod roles;
mod sqlite;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio_util::task::TaskTracker;

use crate::work::{AsyncWork, boxed};
use crate::{Notices, StorageError, Tx};
#[cfg(test)]
pub(crate) use migrations::{Way, migrate};
use postgres::Postgres;
pub use roles::{RoleName, RoleNameError};
use sqlite::Sqlite;

/// Which database is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// The embedded one, in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by its `postgres://` address. It may hold a password, so it is never printed.
    Postgres(String),
}

/// What an acknowledged write survives on the embedded database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// A power cut.
    #[default]
    Full,
    /// A crash of the process; a power cut may lose the last writes, never a part of one.
    Normal,
}

/// How to open the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DbConfig {
    /// Which one.
    pub backend: Backend,
    /// What acknowledged writes survive; only for the embedded database.
    pub durability: Durability,
    /// Reader threads of the embedded database, or connections of the pool.
    pub connections: usize,
}

/// A database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    kind: Kind,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Kind {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.kind {
            Kind::Sqlite(_) => "Db(sqlite)",
            Kind::Postgres(_) => "Db(postgres)",
        })
    }
}

impl Db {
    /// Opens the database and brings its schema up to date; a role of PostgreSQL that may not change it finds it up to date, or this fails. Writes on PostgreSQL run on `tracker`, so that shutdown
    /// waits for them.
    pub async fn open(config: &DbConfig, tracker: TaskTracker) -> Result<Self, StorageError> {
        let statements = Arc::new(AtomicU64::new(0));
        let kind = match &config.backend {
            Backend::Sqlite(path) => {
                let (path, config) = (path.clone(), config.clone());
                let counter = Arc::clone(&statements);
                let opened =
                    tokio::task::spawn_blocking(move || Sqlite::open(&path, &config, counter));
                Kind::Sqlite(
                    opened
                        .await
                        .map_err(|_panic| StorageError::CutOff("opening"))??,
                )
            }
            Backend::Postgres(url) => {
                let counter = Arc::clone(&statements);
                Kind::Postgres(Postgres::open(url, config.connections, tracker, counter).await?)
            }
        };
        Ok(Self { kind, statements })
    }

    /// Runs `work` in one transaction, to its end, also when the caller goes away. `Err` rolls everything back.
    /// `work` may wait for nothing but its `Tx`.
    pub async fn write<R, E, F>(&self, work: F) -> Result<R, E>
    where
        for<'t> F: AsyncFnOnce(&'t mut Tx) -> Result<R, E>
            + AsyncWork<&'t mut Tx, Result<R, E>, Running: Send>
            + Send
            + 'static,
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.write(boxed(work)).await,
            Kind::Postgres(postgres) => postgres.write(boxed(work)).await,
        }
    }

    /// Runs `work` in a transaction that can only read. All its statements see the database as it was at the first one.
    pub async fn read<R, E, F>(&self, work: F) -> Result<R, E>
    where
        for<'t> F: AsyncFnOnce(&'t mut Tx) -> Result<R, E>
            + AsyncWork<&'t mut Tx, Result<R, E>, Running: Send>
            + Send
            + 'static,
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(sqlite) => sqlite.read(boxed(work)).await,
            Kind::Postgres(postgres) => postgres.read(boxed(work)).await,
        }
    }

    /// Lets a role of PostgreSQL serve, and no more than that; only for who owns the database.
    pub async fn let_serve(&self, role: &RoleName) -> Result<(), StorageError> {
        match &self.kind {
            Kind::Sqlite(_) => Err(StorageError::NoRoles),
            Kind::Postgres(postgres) => postgres.let_serve(role).await,
        }
    }

    /// Whether whoever is connected could rewrite the audit log on PostgreSQL. The embedded database is a file: whoever may write it can.
    pub async fn may_rewrite_audit(&self) -> Result<bool, StorageError> {
        match &self.kind {
            Kind::Sqlite(_) => Ok(false),
            Kind::Postgres(postgres) => postgres.may_rewrite_audit().await,
        }
    }

    /// What changes from now on: in this process on the embedded database, in every process on PostgreSQL.
    pub async fn notices(&self) -> Result<Notices, StorageError> {
        match &self.kind {
            Kind::Sqlite(sqlite) => Ok(sqlite.notices()),
            Kind::Postgres(postgres) => postgres.notices().await,
        }
    }

    /// How many statements ran since the database was opened; begin and commit don't count.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}
