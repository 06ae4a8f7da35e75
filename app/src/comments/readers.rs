//! Readers without an account who comment on a post, where the centre lets them. What they send takes the road of every comment; in place of an account they have a
//! receipt, a code that they are shown once.

mod bounds;
mod change;
mod pace;
mod receipt;
mod say;
mod second_look;

pub use change::{ChangeAsReader, change_as_reader};
pub(crate) use pace::Pace;
pub use receipt::{ReaderComment, reader_comment, take_back_as_reader};
pub use say::{CommentAsReader, SentAsReader, comment_as_reader};
pub use second_look::{ReaderSecondLookRefusal, ask_for_second_look_as_reader};

use domain::Timestamp;

use super::comment::Unfit;
use crate::failure::Barred;

/// No comment has the receipt. What else is true is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownReceipt;

/// Why a reader's comment was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderCommentRefusal {
    /// Somebody is signed in, or nothing public has that id.
    Barred(Barred),
    /// It is nothing to be sent.
    Unfit(Unfit),
    /// So many were sent from the same address lately.
    TooMany {
        /// When one more can be sent.
        retry_at: Timestamp,
    },
}

/// Why a reader's comment was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderChangeRefusal {
    /// Somebody is signed in, or what it is said to is not public.
    Barred(Barred),
    /// It is nothing to be sent.
    Unfit(Unfit),
    /// No comment has that receipt.
    UnknownReceipt,
}

impl From<Barred> for ReaderCommentRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<Barred> for ReaderChangeRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<Unfit> for ReaderCommentRefusal {
    fn from(why: Unfit) -> Self {
        Self::Unfit(why)
    }
}

impl From<Unfit> for ReaderChangeRefusal {
    fn from(why: Unfit) -> Self {
        Self::Unfit(why)
    }
}

impl From<UnknownReceipt> for ReaderChangeRefusal {
    fn from(_: UnknownReceipt) -> Self {
        Self::UnknownReceipt
    }
}
