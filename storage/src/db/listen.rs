//! Hears what other processes change, over a PostgreSQL connection of its own. A lost connection is noticed within
//! seconds and made anew; what was missed meanwhile is told as [`Notice::Missed`].

use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use diesel::sql_query;
use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _};
use futures_util::StreamExt as _;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

use crate::StorageError;
use crate::changes::{Listeners, Notice, Notices, from_payload};

/// The name under which processes of one database call each other.
pub(super) const CHANNEL: &str = "altavoz";
/// How long the connection may be silent before it is asked whether it still works.
const SILENCE: Duration = Duration::from_secs(2);
/// How long it may take for an answer, or to be made.
const ANSWER: Duration = Duration::from_secs(5);
/// How long after a failure the connection is made anew.
const AGAIN: Duration = Duration::from_millis(500);

#[derive(Clone)]
pub(super) struct Listener(Arc<Parts>);

struct Parts {
    url: String,
    listeners: Listeners,
    hears: watch::Sender<bool>,
    task: OnceLock<AbortOnDropHandle<()>>,
}

impl Listener {
    /// One that listens as soon as somebody wants to know.
    pub(super) fn new(url: &str) -> Self {
        Self(Arc::new(Parts {
            url: url.to_owned(),
            listeners: Listeners::new(),
            hears: watch::Sender::new(false),
            task: OnceLock::new(),
        }))
    }

    /// Notices from now on, once the connection is there.
    #[expect(
        clippy::disallowed_methods,
        reason = "the task lives as long as this, and nothing it does has to be waited for"
    )]
    pub(super) async fn notices(&self) -> Result<Notices, StorageError> {
        let parts = &self.0;
        parts.task.get_or_init(|| {
            let listening = listen(
                parts.url.clone(),
                parts.listeners.clone(),
                parts.hears.clone(),
            );
            AbortOnDropHandle::new(tokio::spawn(listening))
        });
        let notices = parts.listeners.notices();
        let mut hears = parts.hears.subscribe();
        let heard = hears.wait_for(|hears| *hears);
        match tokio::time::timeout(ANSWER, heard).await {
            Ok(Ok(_hears)) => Ok(notices),
            Ok(Err(_)) | Err(_) => Err(StorageError::Busy),
        }
    }
}

async fn listen(url: String, listeners: Listeners, hears: watch::Sender<bool>) {
    let mut is_first = true;
    loop {
        let connected = connect(&url).await;
        let ended = match connected {
            Ok(conn) => {
                hears.send_replace(true);
                if !std::mem::take(&mut is_first) {
                    listeners.tell(Notice::Missed);
                }
                hear(conn, &listeners).await
            }
            Err(error) => Err(error),
        };
        hears.send_replace(false);
        let Err(error) = ended;
        tracing::warn!(error = %error, "changes by other processes are not heard; trying again");
        tokio::time::sleep(AGAIN).await;
    }
}

async fn connect(url: &str) -> Result<AsyncPgConnection, StorageError> {
    let connecting = async {
        let mut conn = AsyncPgConnection::establish(url)
            .await
            .map_err(|error| StorageError::Connect(error.to_string()))?;
        let listen = sql_query(format!("LISTEN {CHANNEL}"));
        listen.execute(&mut conn).await?;
        Ok(conn)
    };
    in_time(connecting).await
}

async fn hear(
    mut conn: AsyncPgConnection,
    listeners: &Listeners,
) -> Result<Infallible, StorageError> {
    loop {
        let next = async { pin!(conn.notifications_stream()).next().await };
        match tokio::time::timeout(SILENCE, next).await {
            Ok(Some(notification)) => {
                for notice in from_payload(&notification?.payload) {
                    listeners.tell(notice);
                }
            }
            Ok(None) => return Err(StorageError::CutOff("the connection for notices")),
            // Whoever says nothing may be gone.
            Err(_silence) => {
                let asked = sql_query("SELECT 1");
                in_time(async { Ok(asked.execute(&mut conn).await?) }).await?;
            }
        }
    }
}

async fn in_time<T>(
    work: impl Future<Output = Result<T, StorageError>>,
) -> Result<T, StorageError> {
    tokio::time::timeout(ANSWER, work)
        .await
        .unwrap_or(Err(StorageError::CutOff("a silent connection")))
}
