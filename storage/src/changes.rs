//! What changed, told to whoever listens after the write that did it was committed: in this process on SQLite, in every
//! process on PostgreSQL (NOTIFY, which PostgreSQL sends at commit and in the order of commits). It carries ids, never
//! texts, and nothing depends on it: who missed something asks again.

use std::sync::Arc;

use domain::{AccountId, PostId, ReviewId};
use tokio::sync::broadcast;
use uuid::Uuid;

/// How many notices a slow listener may be behind before it has to look anew.
const BEHIND: usize = 1_024;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What is public of a post.
    Published(PostId),
    /// What its authors see of a post.
    Draft {
        /// The post.
        post: PostId,
        /// Its authors.
        authors: Arc<[AccountId]>,
    },
    /// A review: its state, or who holds it.
    Review(ReviewId),
    /// What somebody is told of, or has seen of it.
    Notified(AccountId),
}

/// What a listener hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something changed.
    Changed(Change),
    /// Notices may have been missed: anything may have changed.
    Missed,
}

/// Notices from the moment of asking on.
#[derive(Debug)]
pub struct Notices(broadcast::Receiver<Notice>);

impl Notices {
    /// The next one; `None` when the database is closed.
    pub async fn next(&mut self) -> Option<Notice> {
        match self.0.recv().await {
            Ok(notice) => Some(notice),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Notice::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

/// Where notices go within a process.
#[derive(Debug, Clone)]
pub(crate) struct Listeners(broadcast::Sender<Notice>);

impl Listeners {
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(BEHIND))
    }

    pub(crate) fn notices(&self) -> Notices {
        Notices(self.0.subscribe())
    }

    /// Tells everybody; that nobody listens is fine.
    pub(crate) fn tell(&self, notice: Notice) {
        if self.0.receiver_count() > 0 {
            drop(self.0.send(notice));
        }
    }
}

/// The most bytes that PostgreSQL takes in one notification, less one.
const LONGEST: usize = 7_999;
/// Stands for more changes than fit into one notification.
const TOO_MANY: &str = "*";

/// The changes of one transaction as a notification carries them: a line each, a letter and ids.
pub(crate) fn to_payload(changes: &[Change]) -> String {
    let mut lines = Vec::with_capacity(changes.len());
    for change in changes {
        lines.push(match change {
            Change::Published(post) => format!("p {}", post.as_uuid()),
            Change::Draft { post, authors } => {
                let mut line = format!("d {}", post.as_uuid());
                for author in authors.iter() {
                    line.push(' ');
                    line.push_str(&author.as_uuid().to_string());
                }
                line
            }
            Change::Review(review) => format!("r {}", review.as_uuid()),
            Change::Notified(account) => format!("n {}", account.as_uuid()),
        });
    }
    let payload = lines.join("\n");
    if payload.len() > LONGEST {
        return TOO_MANY.to_owned();
    }
    payload
}

/// The notices in a notification. A line that can't be read, as from a newer version, is one that was missed.
pub(crate) fn from_payload(payload: &str) -> Vec<Notice> {
    payload
        .lines()
        .map(|line| change(line).map_or(Notice::Missed, Notice::Changed))
        .collect()
}

fn change(line: &str) -> Option<Change> {
    let mut words = line.split(' ');
    let letter = words.next()?;
    let ids: Vec<Uuid> = words.map(Uuid::parse_str).collect::<Result<_, _>>().ok()?;
    match (letter, ids.as_slice()) {
        ("p", [post]) => Some(Change::Published(PostId::from_uuid(*post))),
        ("d", [post, authors @ ..]) => Some(Change::Draft {
            post: PostId::from_uuid(*post),
            authors: authors.iter().copied().map(AccountId::from_uuid).collect(),
        }),
        ("r", [review]) => Some(Change::Review(ReviewId::from_uuid(*review))),
        ("n", [account]) => Some(Change::Notified(AccountId::from_uuid(*account))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn draft(authors: u128) -> Change {
        Change::Draft {
            post: PostId::from_uuid(id(1)),
            authors: (0..authors).map(|n| AccountId::from_uuid(id(n))).collect(),
        }
    }

    #[test]
    fn what_a_notification_carries_is_read_back() {
        let changes = [
            Change::Published(PostId::from_uuid(id(7))),
            draft(3),
            Change::Review(ReviewId::from_uuid(id(9))),
        ];
        let notices = from_payload(&to_payload(&changes));
        assert_eq!(notices, changes.map(Notice::Changed));
    }

    #[test]
    fn more_than_fits_means_that_anything_may_have_changed() {
        let payload = to_payload(&vec![draft(2); 100]);
        assert!(payload.len() <= LONGEST);
        assert_eq!(from_payload(&payload), [Notice::Missed]);
    }

    #[test]
    fn what_can_not_be_read_was_missed() {
        for line in ["x 1", "p", "p 1", "r 1 2", "d", "d x", " "] {
            assert_eq!(from_payload(line), [Notice::Missed], "{line}");
        }
    }
}
