-- The audit log, what was answered to retried writes, background work, and facts for other processes.
CREATE TABLE audit_records (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id BLOB,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- Where those who run the panel read of it; nothing where they do not.
    chapter INTEGER CHECK (chapter BETWEEN 1 AND 4),
    -- Whom it is about, who does not read of it there.
    about_id BLOB,
    CHECK ((actor_kind = 2) = (actor_id IS NOT NULL))
) STRICT;

CREATE INDEX audit_records_told ON audit_records (chapter, id) WHERE chapter IS NOT NULL;

-- Which record follows which. A record's hash is made of the one before it and of all that the record says.
CREATE TABLE audit_chain (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    record_id BLOB NOT NULL UNIQUE REFERENCES audit_records (id),
    hash BLOB NOT NULL
) STRICT;

-- The records that the sequencer has yet to chain.
CREATE TABLE audit_pending (
    record_id BLOB PRIMARY KEY REFERENCES audit_records (id)
) STRICT;

CREATE TABLE audit_head (
    place INTEGER PRIMARY KEY CHECK (place = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- What the last look at the whole log found.
CREATE TABLE audit_check (
    place INTEGER PRIMARY KEY CHECK (place = 1),
    at INTEGER NOT NULL,
    broken_at INTEGER
) STRICT;

-- What was recorded stays recorded, and every record waits for the sequencer.
CREATE TRIGGER audit_records_wait AFTER INSERT ON audit_records
BEGIN
    INSERT INTO audit_pending (record_id) VALUES (NEW.id);
END;

CREATE TRIGGER audit_records_refuse_update BEFORE UPDATE ON audit_records
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a record of the audit log is never changed');
END;

CREATE TRIGGER audit_records_refuse_delete BEFORE DELETE ON audit_records
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a record of the audit log is never deleted');
END;

CREATE TRIGGER audit_chain_refuse_update BEFORE UPDATE ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: the chain of the audit log is never changed');
END;

CREATE TRIGGER audit_chain_refuse_delete BEFORE DELETE ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: the chain of the audit log is never shortened');
END;

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
