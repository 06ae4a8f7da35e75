-- The second factors of adults who work for the panel. The secret of an authenticator app is sealed in the vault, beside
-- who its owner is; this says that there is one, which step of it was used last, and how many guesses failed in a row.
CREATE TABLE second_factors (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id),
    totp_since INTEGER,
    totp_step INTEGER NOT NULL DEFAULT 0,
    misses INTEGER NOT NULL DEFAULT 0 CHECK (misses >= 0),
    missed_at INTEGER,
    CHECK ((misses = 0) = (missed_at IS NULL))
) STRICT;

-- Keys that a device holds; what is here are their public halves.
CREATE TABLE passkeys (
    id BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    credential_id BLOB NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX passkeys_by_account ON passkeys (account_id, id);

CREATE TABLE recovery_codes (
    code_hash BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
    account_id BLOB NOT NULL REFERENCES accounts (id)
) STRICT;

CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

-- What somebody was asked for who sets up or proves a second factor: one thing at a time in a session, and gone with it.
CREATE TABLE ceremonies (
    session_id BLOB PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    state BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
