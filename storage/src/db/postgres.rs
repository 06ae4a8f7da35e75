//! PostgreSQL: pure Rust connections in a pool. A write runs on a tracked task, so that a caller who goes away never
//! leaves a transaction open and shutdown waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::{Object, Pool, PoolError};
use diesel_async::{AsyncConnection, AsyncPgConnection, TransactionManager as _};
use tokio_util::task::TaskTracker;

use super::migrations;
use crate::StorageError;
use crate::tx::{Conn, Tx};
use crate::work::Boxed;

/// How long a request waits for a connection before it is told that the database is busy.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

type Manager = <AsyncPgConnection as AsyncConnection>::TransactionManager;

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool<AsyncPgConnection>,
    tracker: TaskTracker,
    statements: Arc<AtomicU64>,
}

impl Postgres {
    pub(super) async fn open(
        url: &str,
        connections: usize,
        tracker: TaskTracker,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, StorageError> {
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
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
        };
        migrations::run_postgres(postgres.connection().await?).await?;
        Ok(postgres)
    }

    async fn connection(&self) -> Result<Object<AsyncPgConnection>, StorageError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(_) => StorageError::Busy,
            other => StorageError::Connect(other.to_string()),
        })
    }

    pub(super) async fn write<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let this = self.clone();
        let task = self.tracker.spawn(async move {
            let mut tx = Tx::new(Conn::Postgres(this.connection().await?));
            let outcome = in_transaction(&mut tx, work).await;
            this.statements
                .fetch_add(tx.take_statements(), Ordering::Relaxed);
            outcome
        });
        task.await
            .map_err(|_panic| StorageError::CutOff("the work panicked"))?
    }

    pub(super) async fn read<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        E: From<StorageError>,
    {
        let mut tx = Tx::new(Conn::Postgres(self.connection().await?));
        let outcome = work(&mut tx).await;
        self.statements
            .fetch_add(tx.take_statements(), Ordering::Relaxed);
        outcome
    }
}

async fn in_transaction<R, E>(tx: &mut Tx, work: Boxed<R, E>) -> Result<R, E>
where
    E: From<StorageError>,
{
    Manager::begin_transaction(connection_of(tx)?)
        .await
        .map_err(StorageError::from)?;
    match work(tx).await {
        Ok(done) => {
            Manager::commit_transaction(connection_of(tx)?)
                .await
                .map_err(StorageError::from)?;
            Ok(done)
        }
        Err(error) => {
            Manager::rollback_transaction(connection_of(tx)?)
                .await
                .map_err(StorageError::from)?;
            Err(error)
        }
    }
}

fn connection_of(tx: &mut Tx) -> Result<&mut AsyncPgConnection, StorageError> {
    match &mut tx.conn {
        Conn::Postgres(conn) => Ok(conn),
        Conn::Sqlite(_) => Err(StorageError::CutOff("a connection of the other database")),
    }
}
