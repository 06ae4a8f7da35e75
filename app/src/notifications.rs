//! What people are told of: who is, what they have seen of it, and the mail that says that there is something new. No notification has words in it; what
//! it is about is read anew, with its own permission, in `read`.

mod digest;
mod seen;
mod tell;

pub(crate) use digest::is_news_for;
pub use digest::{DigestRefusal, DigestSet, SetDigest, own_settings, run_digests, set_digest};
pub use seen::{MarkSeen, MarkSeenRefusal, MarkedSeen, mark_seen};
pub(crate) use tell::{adult, authors, spoken_to, take_back, whoever_asked};

use chrono::TimeDelta;

/// How long what somebody was told of is kept.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(90);
