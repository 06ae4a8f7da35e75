-- The audit log, what was answered to retried writes, background work, and facts for other processes.
CREATE TABLE audit_records (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id BLOB,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    sequence INTEGER,
    hash BLOB,
    CHECK ((sequence IS NULL) = (hash IS NULL)),
    CHECK ((actor_kind = 2) = (actor_id IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX audit_records_in_order ON audit_records (sequence) WHERE sequence IS NOT NULL;

CREATE INDEX audit_records_unchained ON audit_records (id) WHERE sequence IS NULL;

CREATE TABLE audit_head (
    place INTEGER PRIMARY KEY CHECK (place = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE answered_mutations (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    client_mutation_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    input_hash BLOB NOT NULL,
    answer TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, client_mutation_id)
) STRICT;

CREATE INDEX answered_mutations_by_age ON answered_mutations (at);

CREATE TABLE jobs (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    run_at INTEGER NOT NULL,
    leased_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
) STRICT;

CREATE INDEX jobs_by_time ON jobs (run_at);

CREATE TABLE epochs (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

INSERT INTO epochs (name, value) VALUES ('published', 1);
