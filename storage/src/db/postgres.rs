//! PostgreSQL: pure Rust connections in a pool. A write runs on a tracked task, so that a caller who goes away never
//! leaves a transaction open and shutdown waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::sql_query;
use diesel::sql_types::Text;
use diesel_async::pooled_connection::deadpool::{Object, Pool, PoolError};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl as _, TransactionManager as _};
use tokio_util::task::TaskTracker;

use super::listen::{CHANNEL, Listener};
use super::migrations;
use super::roles::{self, RoleName};
use crate::changes::{Change, Notices, to_payload};
use crate::tx::{Conn, Tx};
use crate::work::Boxed;
use crate::{StorageError, epoch};

/// How long a request waits for a connection before it is told that the database is busy.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

type Manager = <AsyncPgConnection as AsyncConnection>::TransactionManager;

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool<AsyncPgConnection>,
    tracker: TaskTracker,
    statements: Arc<AtomicU64>,
    listener: Listener,
}

impl Postgres {
    pub(super) async fn open(
        url: &str,
        connections: usize,
        tracker: TaskTracker,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, StorageError> {
        // No query to ask whether a pooled connection still works: beginning a transaction tells.
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        let manager =
            AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections.max(1))
            .wait_timeout(Some(WAIT_FOR_CONNECTION))
            .create_timeout(Some(WAIT_FOR_CONNECTION))
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .map_err(|error| StorageError::Connect(error.to_string()))?;
        let postgres = Self {
            pool,
            tracker,
            statements,
            listener: Listener::new(url),
        };
        let mut conn = postgres.connection().await?;
        if roles::may_migrate(&mut conn).await? {
            migrations::run_postgres(conn).await?;
        } else {
            migrations::expect_up_to_date(&mut conn).await?;
        }
        Ok(postgres)
    }

    pub(super) async fn let_serve(&self, role: &RoleName) -> Result<(), StorageError> {
        roles::grant(&mut *self.connection().await?, role).await
    }

    pub(super) async fn may_rewrite_audit(&self) -> Result<bool, StorageError> {
        roles::may_rewrite_audit(&mut *self.connection().await?).await
    }

    async fn connection(&self) -> Result<Object<AsyncPgConnection>, StorageError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(_) => StorageError::Busy,
            other => StorageError::Connect(other.to_string()),
        })
    }

    /// A transaction that was just begun. A connection on which that fails was lost while it was in the pool, as when
    /// the server was started again; nothing was done on it, so the next one is taken.
    async fn begin(&self, begin: &str) -> Result<Tx, StorageError> {
        let mut lost = 0;
        loop {
            let mut conn = self.connection().await?;
            match Manager::begin_transaction_sql(&mut *conn, begin).await {
                Ok(()) => return Ok(Tx::new(Conn::Postgres(conn))),
                Err(error) if lost > self.pool.status().max_size => return Err(error.into()),
                Err(_lost) => {
                    drop(Object::take(conn));
                    lost += 1;
                }
            }
        }
    }

    /// Begins, does the work and ends the transaction.
    async fn in_transaction<R, E>(&self, begin: &str, work: Boxed<R, E>) -> Result<R, E>
    where
        E: From<StorageError>,
    {
        let mut tx = self.begin(begin).await?;
        let outcome = epoch::moved_after(&mut tx, work).await;
        self.statements
            .fetch_add(tx.take_statements(), Ordering::Relaxed);
        let changes = tx.take_changes();
        let conn = connection_of(&mut tx)?;
        match outcome {
            Ok(done) => {
                notify(conn, &changes).await?;
                Manager::commit_transaction(conn)
                    .await
                    .map_err(StorageError::from)?;
                Ok(done)
            }
            Err(error) => {
                Manager::rollback_transaction(conn)
                    .await
                    .map_err(StorageError::from)?;
                Err(error)
            }
        }
    }

    pub(super) async fn write<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let this = self.clone();
        let task = async move { this.in_transaction("BEGIN", work).await };
        self.tracker
            .spawn(task)
            .await
            .map_err(|_panic| StorageError::CutOff("the work panicked"))?
    }

    pub(super) async fn notices(&self) -> Result<Notices, StorageError> {
        self.listener.notices().await
    }

    /// Runs where the caller waits: when the caller goes away, the pool throws the connection away.
    pub(super) async fn read<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        E: From<StorageError>,
    {
        self.in_transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work)
            .await
    }
}

/// Lets every process know, if and when the transaction is committed.
async fn notify(conn: &mut AsyncPgConnection, changes: &[Change]) -> Result<(), StorageError> {
    if changes.is_empty() {
        return Ok(());
    }
    sql_query("SELECT pg_notify($1, $2)")
        .bind::<Text, _>(CHANNEL)
        .bind::<Text, _>(to_payload(changes))
        .execute(conn)
        .await?;
    Ok(())
}

fn connection_of(tx: &mut Tx) -> Result<&mut AsyncPgConnection, StorageError> {
    match &mut tx.conn {
        Conn::Postgres(conn) => Ok(conn),
        Conn::Sqlite(_) => Err(StorageError::CutOff("a connection of the other database")),
    }
}
