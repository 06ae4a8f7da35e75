//! The embedded database: blocking diesel on threads of its own, one writer and a few readers, each owning a
//! connection, fed by bounded channels. A closure that was sent runs to its end, whoever waits for it.

mod others;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager as _};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection as _, QueryResult};
use futures_util::FutureExt as _;
use tokio::sync::oneshot;

use super::{DbConfig, Durability, migrations};
use crate::changes::{Listeners, Notice, Notices};
use crate::tx::{Conn, Tx};
use crate::work::Boxed;
use crate::{StorageError, epoch};
use others::{LOOK, OtherProcesses};

/// How much work may be in line for the threads before more is refused with [`StorageError::Busy`].
const IN_LINE: usize = 1024;

type Work = Box<dyn FnOnce(&mut Tx) + Send>;

#[derive(Clone)]
pub(super) struct Sqlite {
    writer: Sender<Work>,
    readers: Sender<Work>,
    statements: Arc<AtomicU64>,
    listeners: Listeners,
}

impl Sqlite {
    /// Opens the file, migrates it and starts the threads. They end when the last clone is dropped.
    pub(super) fn open(
        path: &Path,
        config: &DbConfig,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, StorageError> {
        let synchronous = match config.durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
        };
        let writing = Opening {
            path: path.to_owned(),
            pragmas: format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;"
            ),
        };
        let reading = Opening {
            path: path.to_owned(),
            pragmas: "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456;".to_owned(),
        };
        let mut first = writing.connect()?;
        migrations::run_sqlite(&mut first)?;
        let listeners = Listeners::new();
        let mut others = OtherProcesses::new(listeners.clone());
        others.look(&mut first);
        let (writer, work) = bounded(IN_LINE);
        spawn(
            "altavoz-writer",
            writing,
            Tx::new(Conn::Sqlite(first)),
            work,
            Some(others),
        )?;
        let (readers, work) = bounded(IN_LINE);
        for _ in 0..config.connections.max(1) {
            let tx = Tx::new(Conn::Sqlite(reading.connect()?));
            spawn("altavoz-reader", reading.clone(), tx, work.clone(), None)?;
        }
        Ok(Self {
            writer,
            readers,
            statements,
            listeners,
        })
    }

    pub(super) async fn write<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let listeners = self.listeners.clone();
        self.send(&self.writer, move |tx| {
            let outcome = in_transaction(tx, "BEGIN IMMEDIATE", work);
            let changes = tx.take_changes();
            if outcome.is_ok() {
                for change in changes {
                    listeners.tell(Notice::Changed(change));
                }
            }
            outcome
        })
        .await
    }

    pub(super) fn notices(&self) -> Notices {
        self.listeners.notices()
    }

    pub(super) async fn read<R, E>(&self, work: Boxed<R, E>) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        self.send(&self.readers, move |tx| in_transaction(tx, "BEGIN", work))
            .await
    }

    /// Puts work in line and waits for its answer. Its statements are counted before the answer is given.
    async fn send<R, E, F>(&self, line: &Sender<Work>, work: F) -> Result<R, E>
    where
        F: FnOnce(&mut Tx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let statements = Arc::clone(&self.statements);
        let work: Work = Box::new(move |tx| {
            let outcome = work(tx);
            statements.fetch_add(tx.take_statements(), Ordering::Relaxed);
            if answer.send(outcome).is_err() {
                tracing::debug!("the caller of a finished transaction went away");
            }
        });
        line.try_send(work).map_err(|refused| match refused {
            TrySendError::Full(_) => StorageError::Busy,
            TrySendError::Disconnected(_) => StorageError::CutOff("the database is closed"),
        })?;
        answered
            .await
            .map_err(|_panic| StorageError::CutOff("the work panicked"))?
    }
}

/// The result of a future that waits for nothing but its `Tx`, which on SQLite is ready at the first poll.
fn at_once<R, E: From<StorageError>>(work: impl Future<Output = Result<R, E>>) -> Result<R, E> {
    work.now_or_never().unwrap_or_else(|| {
        Err(E::from(StorageError::CutOff(
            "the transaction waited for something else",
        )))
    })
}

fn in_transaction<R, E>(tx: &mut Tx, begin: &str, work: Boxed<R, E>) -> Result<R, E>
where
    E: From<StorageError>,
{
    on_sqlite(tx, |conn| {
        AnsiTransactionManager::begin_transaction_sql(conn, begin)
    })?;
    match at_once(epoch::moved_after(tx, work)) {
        Ok(done) => {
            on_sqlite(tx, AnsiTransactionManager::commit_transaction)?;
            Ok(done)
        }
        Err(error) => {
            on_sqlite(tx, AnsiTransactionManager::rollback_transaction)?;
            Err(error)
        }
    }
}

fn on_sqlite(
    tx: &mut Tx,
    step: impl FnOnce(&mut SqliteConnection) -> QueryResult<()>,
) -> Result<(), StorageError> {
    match &mut tx.conn {
        Conn::Sqlite(conn) => step(conn).map_err(StorageError::from),
        Conn::Postgres(_) => Err(StorageError::CutOff("a connection of the other database")),
    }
}

/// How a thread opens its connection, also again after a panic.
#[derive(Clone)]
struct Opening {
    path: PathBuf,
    pragmas: String,
}

impl Opening {
    fn connect(&self) -> Result<SqliteConnection, StorageError> {
        let connect = |error: &dyn std::fmt::Display| StorageError::Connect(error.to_string());
        let mut conn = SqliteConnection::establish(&self.path.to_string_lossy())
            .map_err(|error| connect(&error))?;
        conn.batch_execute("PRAGMA busy_timeout = 10000;")?;
        conn.batch_execute(&self.pragmas)?;
        Ok(conn)
    }
}

fn spawn(
    name: &str,
    opening: Opening,
    tx: Tx,
    line: Receiver<Work>,
    others: Option<OtherProcesses>,
) -> Result<(), StorageError> {
    let work = move || serve(&opening, tx, &line, others);
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(|_| ())
        .map_err(|error| StorageError::Connect(error.to_string()))
}

/// Whether the last transaction could not be ended, as when the disk is full: nothing more can be done with the
/// connection then.
fn is_stuck(tx: &mut Tx) -> bool {
    match &mut tx.conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::is_broken_transaction_manager(conn),
        Conn::Postgres(_) => true,
    }
}

/// Does what is in line until nobody can put anything there any more. After a panic, or when a transaction could
/// not be ended, the connection with whatever it had open is thrown away.
fn serve(opening: &Opening, mut tx: Tx, line: &Receiver<Work>, mut others: Option<OtherProcesses>) {
    loop {
        let work = match &mut others {
            None => line.recv().map_err(RecvTimeoutError::from),
            Some(others) => {
                if let Conn::Sqlite(conn) = &mut tx.conn {
                    others.look(conn);
                }
                line.recv_timeout(LOOK)
            }
        };
        let work = match work {
            Ok(work) => work,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        if outcome.is_ok() && !is_stuck(&mut tx) {
            continue;
        }
        tracing::error!("a transaction panicked or could not be ended; it was rolled back");
        match opening.connect() {
            Ok(conn) => {
                tx = Tx::new(Conn::Sqlite(conn));
                if let Some(others) = &mut others {
                    others.begin_anew();
                }
            }
            Err(error) => {
                tracing::error!(%error, "a database thread could not open its connection again");
                return;
            }
        }
    }
}
