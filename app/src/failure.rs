//! How a use case ends when it does not succeed: refused, for a reason that the person is told, or failed inside.

use domain::policy::Denial;
use domain::publication::Ineligible;
use storage::StorageError;

/// What a use case gives.
pub type Outcome<T, R> = Result<T, Failure<R>>;

/// Why a use case did not do what was asked; nothing of it was kept.
#[derive(Debug)]
pub enum Failure<R> {
    /// The person asked for something that can't be done, and is told why.
    Refused(R),
    /// Something inside went wrong; the person learns only that.
    Internal(Internal),
}

/// What can go wrong inside.
#[derive(Debug, thiserror::Error)]
pub enum Internal {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Too much work of one kind is in line; try again later.
    #[error("too much work is in line for {0}")]
    Busy(&'static str),
    /// Work on a thread of its own ended without a result.
    #[error("{0} was cut off")]
    CutOff(&'static str),
    /// A sealed value can't be opened: the key is another one, or the value was altered.
    #[error("a sealed value can't be opened")]
    Sealed,
    /// A passphrase's hash can't be made or read.
    #[error("a passphrase can't be hashed: {0}")]
    Hash(String),
    /// The list of breached passphrases can't be read.
    #[error("the list of breached passphrases can't be read")]
    Breached(#[source] std::io::Error),
    /// A mail can't be made.
    #[error("a mail can't be made: {0}")]
    Mail(&'static str),
    /// What was kept of an earlier answer can't be read.
    #[error("a kept answer can't be read")]
    Answer(#[source] serde_json::Error),
    /// Stored things contradict each other.
    #[error("stored data contradicts itself: {0}")]
    Contradiction(&'static str),
}

impl<R> From<StorageError> for Failure<R> {
    fn from(error: StorageError) -> Self {
        Self::Internal(Internal::Storage(error))
    }
}

impl<R> From<Internal> for Failure<R> {
    fn from(error: Internal) -> Self {
        Self::Internal(error)
    }
}

impl<R> Failure<R> {
    /// A refusal, as an error to return.
    pub(crate) fn refused(why: impl Into<R>) -> Self {
        Self::Refused(why.into())
    }
}

/// The actor may not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    /// The actor may know that the thing exists, and is told why.
    Denied(Denial),
    /// There is no such thing, or the actor must not learn that there is.
    NotFound,
}

/// The `clientMutationId` was used before, for another operation or with other input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reused;

impl Barred {
    /// The person is related to what would be reviewed.
    pub(crate) const fn related(why: Ineligible) -> Self {
        Self::Denied(Denial::Related(why))
    }
}

/// Lets a refusal be made of what every write can be refused for: its variants `Barred(Barred)` and `Reused`.
macro_rules! refusal {
    ($name:ident) => {
        impl From<$crate::failure::Barred> for $name {
            fn from(barred: $crate::failure::Barred) -> Self {
                Self::Barred(barred)
            }
        }

        impl From<$crate::failure::Reused> for $name {
            fn from(_: $crate::failure::Reused) -> Self {
                Self::Reused
            }
        }
    };
}

pub(crate) use refusal;
