//! What can go wrong in storage. Texts and values of rows never appear in an error: only where they are.

use uuid::Uuid;

/// Something that storage could not do.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database refused a statement or could not be reached.
    #[error("the database refused a statement")]
    Database(#[source] diesel::result::Error),
    /// A unique index or a primary key would be broken.
    #[error("a unique constraint would be broken: {0}")]
    Conflict(String),
    /// A check, a foreign key or a trigger that repeats a rule of the product would be broken.
    #[error("a constraint would be broken: {0}")]
    Constraint(String),
    /// A row can't be read as what it should be.
    #[error(transparent)]
    Corrupt(#[from] CorruptRow),
    /// More work is in line than the database can take; try again later.
    #[error("too much work is in line for the database")]
    Busy,
    /// A connection could not be made.
    #[error("the database can't be reached: {0}")]
    Connect(String),
    /// The schema could not be brought up to date.
    #[error("the migrations failed: {0}")]
    Migrate(String),
    /// The embedded database knows no roles.
    #[error("only PostgreSQL has roles: set database.url")]
    NoRoles,
    /// The work was cut off, by shutdown or by a defect; nothing of it was kept.
    #[error("the transaction was cut off: {0}")]
    CutOff(&'static str),
    /// A value can't be written as a document.
    #[error("a value can't be written as JSON")]
    Encode(#[source] serde_json::Error),
}

impl From<diesel::result::Error> for StorageError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        match error {
            Error::DatabaseError(Kind::UniqueViolation, info) => {
                Self::Conflict(named(info.constraint_name(), info.message()))
            }
            Error::DatabaseError(
                Kind::CheckViolation | Kind::ForeignKeyViolation | Kind::NotNullViolation,
                info,
            ) => Self::Constraint(named(info.constraint_name(), info.message())),
            // SQLite reports what a trigger raises without a kind of its own.
            Error::DatabaseError(_, info) if info.message().starts_with("CHECK constraint") => {
                Self::Constraint(info.message().to_owned())
            }
            other => Self::Database(other),
        }
    }
}

/// PostgreSQL names the constraint; SQLite's message is the table's and columns' names.
fn named(constraint: Option<&str>, message: &str) -> String {
    constraint.unwrap_or(message).to_owned()
}

/// A row that can't be read: where it is, never what it holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}.{column} of {id} can't be read")]
pub struct CorruptRow {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row's key.
    pub id: Uuid,
}

impl CorruptRow {
    pub(crate) const fn new(table: &'static str, column: &'static str, id: Uuid) -> Self {
        Self { table, column, id }
    }
}
