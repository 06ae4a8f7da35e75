//! Storage: the only user of diesel. One text for each statement, two databases (SQLite and PostgreSQL), one face.
//!
//! `app` sees a [`Db`] with [`Db::read`] and [`Db::write`], and one transaction type, [`Tx`]; which database is behind
//! it nobody outside can tell. Each table has its module with functions over `&mut Tx`; rows are private and become
//! values of `domain` and `moderation`, a bad row is an error that names table, column and id.
//! No policy here: who may do what is asked in `app` before a function of this crate is called. What must never
//! happen is repeated by constraints in the migrations.

mod changes;
mod codes;
mod db;
mod direction;
mod documents;
mod error;
mod schema;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tx;
mod types;
mod work;

pub mod accounts;
pub mod acts;
pub mod address_proofs;
pub mod adult_invitations;
pub mod alarms;
pub mod answered;
pub mod audit;
pub mod ceremonies;
pub mod claims;
pub mod co_authors;
pub mod comments;
pub mod consents;
pub mod consultations;
pub mod decisions;
pub mod drafts;
pub mod epoch;
pub mod escalations;
pub mod feed;
pub mod groups;
pub mod guardian_askings;
pub mod guardian_links;
pub mod identities;
pub mod invitations;
pub mod jobs;
pub mod mails;
pub mod notifications;
pub mod people;
pub mod posts;
pub mod preferences;
pub mod queue;
pub mod readers;
pub mod reviews;
pub mod revisions;
pub mod scheduled;
pub mod second_factors;
pub mod second_looks;
pub mod sessions;
pub mod setup_links;
pub mod silences;
pub mod staff;
pub mod statements;
pub mod submissions;
pub mod suggestions;
pub mod takedowns;
pub mod topics;
pub mod vettings;
pub mod words;

pub use changes::{Change, Notice, Notices};
pub use codes::MailState;
pub use db::{Backend, Db, DbConfig, Durability, RoleName, RoleNameError};
pub use direction::Direction;
pub use error::{CorruptRow, StorageError};
pub use tx::Tx;
pub use work::AsyncWork;
