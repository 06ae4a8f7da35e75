//! One transaction handle over both databases, and the macros that run one text of a statement on either.
//!
//! On SQLite the statements run at once, on the thread that owns the connection: a future that waits for nothing but
//! its `Tx` is ready when it is first polled. Nothing else may be awaited inside a transaction.

use diesel::sqlite::SqliteConnection;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::Object;

use crate::changes::Change;

/// A connection of either database.
#[expect(
    clippy::large_enum_variant,
    reason = "there are a few dozen, and none is moved while it works"
)]
pub(crate) enum Conn {
    /// Embedded.
    Sqlite(SqliteConnection),
    /// From the pool.
    Postgres(Object<AsyncPgConnection>),
}

/// What a use case reads and writes through: one transaction of [`crate::Db::read`] or [`crate::Db::write`].
pub struct Tx {
    pub(crate) conn: Conn,
    statements: u64,
    changes: Vec<Change>,
    moves_epoch: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("statements", &self.statements)
            .finish_non_exhaustive()
    }
}

impl Tx {
    pub(crate) const fn new(conn: Conn) -> Self {
        Self {
            conn,
            statements: 0,
            changes: Vec::new(),
            moves_epoch: false,
        }
    }

    /// Lets whoever listens know of a change, once and only if the transaction is committed.
    pub fn tell(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Has the epoch of published content moved when the transaction is committed. It is one row for all that is public, so it is locked last: who
    /// waits for it has nothing left to wait for, and nobody waits in a circle with them.
    pub const fn move_epoch(&mut self) {
        self.moves_epoch = true;
    }

    /// Whether the epoch is to be moved, which is asked once.
    pub(crate) const fn takes_epoch(&mut self) -> bool {
        std::mem::replace(&mut self.moves_epoch, false)
    }

    /// What is told of once this is committed.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Counts a statement; the macros call it.
    pub(crate) fn count(&mut self) {
        self.statements = self.statements.saturating_add(1);
    }

    /// How many statements ran since this was asked last.
    pub(crate) fn take_statements(&mut self) -> u64 {
        std::mem::take(&mut self.statements)
    }
}

/// Runs one query text on whichever database is behind `tx`: `run!(tx, load::<Row>, posts::table.filter(…))`.
macro_rules! run {
    ($tx:expr, $method:ident $(::<$row:ty>)?, $query:expr) => {{
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => {
                diesel::RunQueryDsl::$method$(::<$row>)?($query, conn)
            }
            $crate::tx::Conn::Postgres(conn) => {
                diesel_async::RunQueryDsl::$method$(::<$row>)?($query, &mut **conn).await
            }
        }
        .map_err($crate::StorageError::from)
    }};
}

/// Runs a query that gives one row or none.
macro_rules! optional {
    ($tx:expr, $row:ty, $query:expr) => {{
        use diesel::OptionalExtension as _;
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => {
                diesel::RunQueryDsl::get_result::<$row>($query, conn).optional()
            }
            $crate::tx::Conn::Postgres(conn) => {
                diesel_async::RunQueryDsl::get_result::<$row>($query, &mut **conn)
                    .await
                    .optional()
            }
        }
        .map_err($crate::StorageError::from)
    }};
}

/// As `optional!`, and PostgreSQL locks the row against other writers until the transaction ends; SQLite has one
/// writer anyway. The lock leaves the row's key free: checks of foreign keys that point to it don't wait, and so never
/// wait in a circle with who waits for the row itself.
macro_rules! locked {
    ($tx:expr, $row:ty, $query:expr) => {{
        use diesel::{OptionalExtension as _, QueryDsl as _};
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => {
                diesel::RunQueryDsl::get_result::<$row>($query, conn).optional()
            }
            $crate::tx::Conn::Postgres(conn) => diesel_async::RunQueryDsl::get_result::<$row>(
                $query.for_no_key_update(),
                &mut **conn,
            )
            .await
            .optional(),
        }
        .map_err($crate::StorageError::from)
    }};
}

/// As `locked!`, for several rows. They are locked in the order of the query.
macro_rules! locked_rows {
    ($tx:expr, $row:ty, $query:expr) => {{
        use diesel::QueryDsl as _;
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => diesel::RunQueryDsl::load::<$row>($query, conn),
            $crate::tx::Conn::Postgres(conn) => {
                let query = $query.for_no_key_update();
                diesel_async::RunQueryDsl::load::<$row>(query, &mut **conn).await
            }
        }
        .map_err($crate::StorageError::from)
    }};
}

/// As `locked!`, and rows that another transaction has locked are passed over.
macro_rules! free {
    ($tx:expr, $row:ty, $query:expr) => {{
        use diesel::{OptionalExtension as _, QueryDsl as _};
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => {
                diesel::RunQueryDsl::get_result::<$row>($query, conn).optional()
            }
            $crate::tx::Conn::Postgres(conn) => {
                let query = $query.for_no_key_update().skip_locked();
                diesel_async::RunQueryDsl::get_result::<$row>(query, &mut **conn)
                    .await
                    .optional()
            }
        }
        .map_err($crate::StorageError::from)
    }};
}

/// As `free!`, for several rows.
macro_rules! free_rows {
    ($tx:expr, $row:ty, $query:expr) => {{
        use diesel::QueryDsl as _;
        let tx: &mut $crate::tx::Tx = $tx;
        tx.count();
        match &mut tx.conn {
            $crate::tx::Conn::Sqlite(conn) => diesel::RunQueryDsl::load::<$row>($query, conn),
            $crate::tx::Conn::Postgres(conn) => {
                let query = $query.for_no_key_update().skip_locked();
                diesel_async::RunQueryDsl::load::<$row>(query, &mut **conn).await
            }
        }
        .map_err($crate::StorageError::from)
    }};
}

pub(crate) use {free, free_rows, locked, locked_rows, optional, run};
