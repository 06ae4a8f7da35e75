//! Use cases, one write a file: load, decide (`domain`, `moderation`), store, record. Every caller comes with a
//! [`Ctx`], which says who asks and what time it is; permissions are asked of `domain::policy` where the data is
//! touched. Nothing here knows GraphQL, HTTP or which database is behind [`App`].

mod app;
mod changes;
mod ctx;
mod failure;
mod once;
mod record;
mod source;
mod threads;
mod tick;
mod wire;

pub mod acts;
pub mod audit;
pub mod buckets;
pub mod co_authors;
pub mod comments;
pub mod consent;
pub mod drafts;
pub mod helplines;
pub mod jobs;
pub mod joining;
pub mod mail;
pub mod notifications;
pub mod people;
pub mod posts;
pub mod read;
pub mod replay;
pub mod reviews;
pub mod second_factors;
pub mod secrets;
pub mod sessions;
pub mod shares;
pub mod texts;
pub mod topics;
pub mod vault;

pub use app::{App, Settings};
pub use ctx::{Ctx, Viewer};
pub use failure::{Barred, Failure, Internal, Outcome, Reused};
pub use once::ClientMutationId;
pub use secrets::{OneTimeCode, Passphrase, PassphraseError};
pub use source::{Clock, ManualClock, SystemClock};
pub use storage::{Backend, Change, Db, DbConfig, Durability, Notice, Notices, StorageError};
