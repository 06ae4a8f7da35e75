-- The audit log, what was answered to retried writes, background work, and facts for other processes.
CREATE TABLE audit_records (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind smallint NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id uuid,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    -- Where those who run the panel read of it; nothing where they do not.
    chapter smallint CHECK (chapter BETWEEN 1 AND 4),
    -- Whom it is about, who does not read of it there.
    about_id uuid,
    CHECK ((actor_kind = 2) = (actor_id IS NOT NULL))
);

CREATE INDEX audit_records_told ON audit_records (chapter, id) WHERE chapter IS NOT NULL;

-- Which record follows which. A record's hash is made of the one before it and of all that the record says.
CREATE TABLE audit_chain (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    record_id uuid NOT NULL UNIQUE REFERENCES audit_records (id),
    hash bytea NOT NULL
);

-- The records that the sequencer has yet to chain.
CREATE TABLE audit_pending (
    record_id uuid PRIMARY KEY REFERENCES audit_records (id)
);

CREATE TABLE audit_head (
    place smallint PRIMARY KEY CHECK (place = 1),
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);

-- What the last look at the whole log found.
CREATE TABLE audit_check (
    place smallint PRIMARY KEY CHECK (place = 1),
    at timestamptz NOT NULL,
    broken_at bigint
);

-- What was recorded stays recorded, and every record waits for the sequencer.
CREATE FUNCTION audit_records_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pending (record_id) VALUES (NEW.id);
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_records_wait AFTER INSERT ON audit_records
    FOR EACH ROW EXECUTE FUNCTION audit_records_wait();

CREATE TRIGGER audit_records_refuse_update BEFORE UPDATE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse('a record of the audit log is never changed');

CREATE TRIGGER audit_records_refuse_delete BEFORE DELETE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse('a record of the audit log is never deleted');

CREATE TRIGGER audit_chain_refuse_update BEFORE UPDATE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION refuse('the chain of the audit log is never changed');

CREATE TRIGGER audit_chain_refuse_delete BEFORE DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION refuse('the chain of the audit log is never shortened');

CREATE TABLE answered_mutations (
    account_id uuid NOT NULL REFERENCES accounts (id),
    client_mutation_id text NOT NULL,
    operation text NOT NULL,
    input_hash bytea NOT NULL,
    answer text,
    at timestamptz NOT NULL,
    PRIMARY KEY (account_id, client_mutation_id)
);

CREATE INDEX answered_mutations_by_age ON answered_mutations (at);

CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    run_at timestamptz NOT NULL,
    leased_until timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    last_error text
);

CREATE INDEX jobs_by_time ON jobs (run_at);

CREATE TABLE epochs (
    name text PRIMARY KEY,
    value bigint NOT NULL
);

INSERT INTO epochs (name, value) VALUES ('published', 1);
