//! Both databases have the same shape: tables, columns, keys, indices, checks and triggers, and `schema.rs` says the same.

use std::collections::BTreeSet;
use std::sync::Mutex;

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::Db;
use crate::db::{Way, migrate};
use crate::testing::*;
use crate::tx::{Conn, run};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The lines that a question gives, asked in each database's own words.
async fn lines(db: &Db, sqlite: &'static str, postgres: &'static str) -> BTreeSet<String> {
    let lines: Vec<Line> = reading!(db, tx => {
        let question = match tx.conn {
            Conn::Sqlite(_) => sqlite,
            Conn::Postgres(_) => postgres,
        };
        run!(tx, load, diesel::sql_query(question))?
    });
    lines.into_iter().map(|line| line.line).collect()
}

/// Asks both databases the same and expects the same answer.
async fn alike(sqlite: &'static str, postgres: &'static str) -> BTreeSet<String> {
    let answers = Mutex::new(Vec::new());
    on_each(async |db| {
        let lines = lines(&db, sqlite, postgres).await;
        answers.lock().unwrap().push(lines);
    })
    .await;
    let mut answers = answers.into_inner().unwrap();
    let first = answers.remove(0);
    for other in answers {
        let differ: Vec<_> = first.symmetric_difference(&other).collect();
        assert!(differ.is_empty(), "{differ:#?}");
    }
    assert!(!first.is_empty());
    first
}

const SQLITE_COLUMNS: &str = "
    SELECT t.name || '.' || c.name || ' ' || c.type || CASE
        WHEN c.pk > 0 THEN ' key'
        WHEN c.\"notnull\" THEN ''
        ELSE ' or nothing' END AS line
    FROM sqlite_master t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'";

const POSTGRES_COLUMNS: &str = "
    SELECT c.relname || '.' || a.attname || ' ' || CASE a.atttypid::regtype::text
        WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB'
        WHEN 'text' THEN 'TEXT' WHEN 'date' THEN 'TEXT'
        WHEN 'timestamp with time zone' THEN 'INTEGER'
        WHEN 'smallint' THEN 'INTEGER' WHEN 'integer' THEN 'INTEGER' WHEN 'bigint' THEN 'INTEGER'
        ELSE a.atttypid::regtype::text END || CASE
        WHEN a.attnum = ANY (k.conkey) THEN ' key'
        WHEN a.attnotnull THEN ''
        ELSE ' or nothing' END AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_\\_%'";

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    alike(SQLITE_COLUMNS, POSTGRES_COLUMNS).await;
}

#[tokio::test]
async fn the_tables_in_the_code_are_the_tables_in_the_databases() {
    let stored = alike(SQLITE_COLUMNS, POSTGRES_COLUMNS).await;
    let without_key: BTreeSet<String> =
        stored.iter().map(|line| line.replace(" key", "")).collect();
    let mut described = BTreeSet::new();
    for (table, columns) in crate::schema::described() {
        for (column, kind) in *columns {
            let (kind, nullable) = match kind.strip_prefix("Nullable<") {
                Some(kind) => (kind.trim_end_matches('>'), " or nothing"),
                None => (*kind, ""),
            };
            let kind = match kind {
                "Uid" | "Binary" => "BLOB",
                "Text" | "Date" => "TEXT",
                "Moment" | "SmallInt" | "Integer" | "BigInt" => "INTEGER",
                other => other,
            };
            described.insert(format!("{table}.{column} {kind}{nullable}"));
        }
    }
    let differ: Vec<_> = without_key.symmetric_difference(&described).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

#[tokio::test]
async fn both_databases_have_the_same_indices() {
    let indices = alike(
        "SELECT t.name || ' (' || (
                SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c
            ) || ')' || CASE WHEN i.\"unique\" THEN ' unique' ELSE '' END
            || CASE WHEN i.partial THEN ' partial' ELSE '' END AS line
        FROM sqlite_master t, pragma_index_list(t.name) i
        WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'
            AND NOT (i.origin = 'pk' AND (SELECT count(*) FROM pragma_table_info(t.name) WHERE pk > 0) = 1)",
        "SELECT c.relname || ' (' || (
                SELECT string_agg(a.attname, ', ' ORDER BY k.place)
                FROM unnest(i.indkey) WITH ORDINALITY k (attnum, place)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
            ) || ')' || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
            || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END AS line
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_\\_%'
            AND NOT (i.indisprimary AND i.indnatts = 1)",
    )
    .await;
    assert!(
        indices.contains("reviews (post_id) unique partial"),
        "{indices:#?}"
    );
    assert!(
        indices.contains("claims (review_id) unique partial"),
        "{indices:#?}"
    );
}

#[tokio::test]
async fn both_databases_have_the_same_foreign_keys() {
    let keys = alike(
        "SELECT t.name || ' (' || group_concat(f.\"from\", ', ') || ') ' || f.\"table\"
            || ' (' || group_concat(f.\"to\", ', ') || ')' AS line
        FROM sqlite_master t, pragma_foreign_key_list(t.name) f
        WHERE t.type = 'table' GROUP BY t.name, f.id, f.\"table\"",
        "SELECT k.conrelid::regclass || ' (' || (
                SELECT string_agg(a.attname, ', ' ORDER BY n.place)
                FROM unnest(k.conkey) WITH ORDINALITY n (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum
            ) || ') ' || k.confrelid::regclass || ' (' || (
                SELECT string_agg(a.attname, ', ' ORDER BY n.place)
                FROM unnest(k.confkey) WITH ORDINALITY n (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.attnum
            ) || ')' AS line
        FROM pg_constraint k WHERE k.contype = 'f'",
    )
    .await;
    let pointer =
        "posts (published_revision_id, id, published_state) revisions (id, post_id, state)";
    assert!(keys.contains(pointer), "{keys:#?}");
}

#[tokio::test]
async fn both_databases_have_as_many_checks_on_each_table_and_the_same_triggers() {
    let checks = alike(
        "SELECT name || ' ' || ((length(sql) - length(replace(sql, 'CHECK (', ''))) / 7) AS line
        FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK (%'",
        "SELECT conrelid::regclass || ' ' || count(*) AS line
        FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 GROUP BY conrelid",
    )
    .await;
    assert!(checks.contains("posts 14"), "{checks:#?}");
    let triggers = alike(
        "SELECT tbl_name || ' ' || name AS line FROM sqlite_master WHERE type = 'trigger'",
        "SELECT tgrelid::regclass || ' ' || tgname AS line FROM pg_trigger WHERE NOT tgisinternal",
    )
    .await;
    assert_eq!(triggers.len(), 32, "{triggers:#?}");
}

#[tokio::test]
async fn every_migration_goes_down_and_up_again_and_leaves_the_same_shape() {
    on_each_at(async |db, at| {
        let shape = async || {
            let sqlite = "SELECT coalesce(sql, name) AS line FROM sqlite_master";
            let postgres = "SELECT relname || ' ' || relkind::text AS line FROM pg_class \
                            WHERE relnamespace = 'public'::regnamespace";
            lines(&db, sqlite, postgres).await
        };
        let before = shape().await;
        assert!(before.len() > 40);
        migrate(&at, Way::Down).await;
        let left = shape().await;
        let only_diesels = |line: &String| line.contains("__diesel");
        assert!(left.iter().all(only_diesels), "{left:#?}");
        migrate(&at, Way::Up).await;
        assert_eq!(shape().await, before);
        panel(&db).await;
        let stored = writing!(db, tx => published(tx, text(1), day(1)).await?);
        assert!(stored.is_ok(), "{stored:?}");
    })
    .await;
}
