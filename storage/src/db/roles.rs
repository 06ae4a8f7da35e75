//! Two roles of a PostgreSQL database: who owns it and changes the schema, and who only serves. The one that serves can't change or delete what is in the audit
//! log, and can't take the guards away that refuse it.

use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};

use crate::StorageError;

/// The name of a role: lower-case letters, digits and `_`, beginning with no digit; 63 characters at most, as PostgreSQL keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleName(String);

/// What can't be the name of a role here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role's name has 1 to 63 lower-case letters, digits and _, and begins with no digit")]
pub struct RoleNameError;

impl std::str::FromStr for RoleName {
    type Err = RoleNameError;

    fn from_str(given: &str) -> Result<Self, RoleNameError> {
        let is_first = |first: char| first.is_ascii_lowercase() || first == '_';
        let is_next = |next: char| is_first(next) || next.is_ascii_digit();
        if given.starts_with(is_first) && given.chars().all(is_next) && given.len() <= 63 {
            Ok(Self(given.to_owned()))
        } else {
            Err(RoleNameError)
        }
    }
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    answer: bool,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Whether this connection's role may change the schema.
pub(super) async fn may_migrate(conn: &mut AsyncPgConnection) -> Result<bool, StorageError> {
    ask(
        conn,
        "SELECT has_schema_privilege(current_schema(), 'CREATE') AS answer",
    )
    .await
}

/// Whether this connection's role could rewrite the audit log.
pub(super) async fn may_rewrite_audit(conn: &mut AsyncPgConnection) -> Result<bool, StorageError> {
    ask(
        conn,
        "SELECT bool_or(has_table_privilege(name, kind)) AS answer
        FROM unnest(ARRAY['audit_records', 'audit_chain']) name, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) kind",
    )
    .await
}

async fn ask(conn: &mut AsyncPgConnection, question: &str) -> Result<bool, StorageError> {
    let answer: Answer = diesel::sql_query(question).get_result(conn).await?;
    Ok(answer.answer)
}

/// The versions of the migrations that were run.
pub(super) async fn migrated(conn: &mut AsyncPgConnection) -> Result<Vec<String>, StorageError> {
    let is_new = "SELECT to_regclass('__diesel_schema_migrations') IS NULL AS answer";
    if ask(conn, is_new).await? {
        return Ok(Vec::new());
    }
    let versions: Vec<Version> =
        diesel::sql_query("SELECT version::text AS version FROM __diesel_schema_migrations")
            .load(conn)
            .await?;
    Ok(versions.into_iter().map(|row| row.version).collect())
}

/// Gives a role what serving needs and no more: every table but those of the audit log, which it may add to and read, and the list of migrations, which it may
/// read. What it was given before is taken away first; all of it or nothing, as one message to the server.
pub(super) async fn grant(
    conn: &mut AsyncPgConnection,
    role: &RoleName,
) -> Result<(), StorageError> {
    let RoleName(role) = role;
    conn.batch_execute(&format!(
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM \"{role}\";
        REVOKE CREATE ON SCHEMA public FROM \"{role}\";
        GRANT USAGE ON SCHEMA public TO \"{role}\";
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \"{role}\";
        REVOKE UPDATE, DELETE ON audit_records, audit_chain FROM \"{role}\";
        REVOKE INSERT, UPDATE, DELETE ON __diesel_schema_migrations FROM \"{role}\";"
    ))
    .await?;
    Ok(())
}
