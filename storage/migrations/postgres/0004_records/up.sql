-- The audit log, what was answered to retried writes, background work, and facts for other processes.
CREATE TABLE audit_records (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind smallint NOT NULL CHECK (actor_kind BETWEEN 1 AND 3),
    actor_id uuid,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    sequence bigint,
    hash bytea,
    CHECK ((sequence IS NULL) = (hash IS NULL)),
    CHECK ((actor_kind = 2) = (actor_id IS NOT NULL))
);

CREATE UNIQUE INDEX audit_records_in_order ON audit_records (sequence) WHERE sequence IS NOT NULL;

CREATE INDEX audit_records_unchained ON audit_records (id) WHERE sequence IS NULL;

CREATE TABLE audit_head (
    place smallint PRIMARY KEY CHECK (place = 1),
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);

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
