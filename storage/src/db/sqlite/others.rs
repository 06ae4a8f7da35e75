//! Notices what other processes write into the embedded database, such as `altavoz import` beside a running server:
//! not what it was, only that anything may have changed.

use std::time::{Duration, Instant};

use diesel::sql_types::BigInt;
use diesel::sqlite::SqliteConnection;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};

use crate::changes::{Listeners, Notice};

/// How often it is looked whether another process wrote something. What it took down is gone everywhere within a
/// second, with the time that an epoch lasts and that of looking.
pub(super) const LOOK: Duration = Duration::from_millis(400);

/// What SQLite says of a database: another number after each commit of another connection, but not after its own
/// (`PRAGMA data_version`).
#[derive(QueryableByName)]
struct DataVersion {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

/// What is known of other processes, by the one connection of this one that writes.
pub(super) struct OtherProcesses {
    listeners: Listeners,
    seen: Option<i64>,
    looked: Option<Instant>,
}

impl OtherProcesses {
    pub(super) const fn new(listeners: Listeners) -> Self {
        Self {
            listeners,
            seen: None,
            looked: None,
        }
    }

    /// Looks, unless it just did.
    pub(super) fn look(&mut self, conn: &mut SqliteConnection) {
        if self.looked.is_some_and(|looked| looked.elapsed() < LOOK) {
            return;
        }
        self.looked = Some(Instant::now());
        match sql_query("PRAGMA data_version").get_result::<DataVersion>(conn) {
            Ok(DataVersion { data_version }) => {
                let seen = self.seen.replace(data_version);
                if seen.is_some_and(|seen| seen != data_version) {
                    self.listeners.tell(Notice::Missed);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "it can't be seen whether another process wrote something");
            }
        }
    }

    /// Begins anew with another connection, whose numbers are its own. What was written meanwhile was missed.
    pub(super) fn begin_anew(&mut self) {
        self.seen = None;
        self.looked = None;
        self.listeners.tell(Notice::Missed);
    }
}
