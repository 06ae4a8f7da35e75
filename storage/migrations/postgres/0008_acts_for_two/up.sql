-- Acts that need two adults: one asks, another answers, and neither is the one whom it is about.
CREATE TABLE acts_for_two (
    id uuid PRIMARY KEY,
    kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
    about uuid NOT NULL REFERENCES accounts (id),
    role smallint CHECK (role IN (2, 4, 5, 6, 7)),
    reason smallint CHECK (reason BETWEEN 1 AND 4),
    asked_by uuid NOT NULL REFERENCES accounts (id) CHECK (asked_by <> about),
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > asked_at),
    answered_by uuid REFERENCES accounts (id) CHECK (answered_by <> asked_by AND answered_by <> about),
    answered_at timestamptz,
    agreed smallint CHECK (agreed IN (0, 1)),
    opened_at timestamptz,
    code_hash bytea UNIQUE CHECK (length(code_hash) = 32),
    CHECK ((role IS NULL) = (kind > 2)),
    CHECK ((reason IS NULL) = (kind <> 4)),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
    CHECK ((answered_by IS NULL) = (agreed IS NULL)),
    CHECK (answered_at BETWEEN asked_at AND expires_at),
    CHECK (opened_at >= answered_at),
    CHECK (opened_at IS NULL OR (kind > 3 AND agreed = 1)),
    CHECK (code_hash IS NULL OR (kind = 5 AND agreed = 1))
);

CREATE INDEX acts_for_two_open ON acts_for_two (expires_at, id) WHERE answered_by IS NULL;

CREATE INDEX acts_for_two_asked_by ON acts_for_two (asked_by, asked_at);

CREATE INDEX acts_for_two_about ON acts_for_two (about, id) WHERE opened_at IS NOT NULL;
