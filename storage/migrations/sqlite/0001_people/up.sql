-- Accounts, groups and who is related to whom. Who somebody really is stands apart and is sealed, under a data key for
-- each person, which is sealed under a master key that is not in the database.
CREATE TABLE identities (
    id BLOB PRIMARY KEY,
    master_key INTEGER NOT NULL,
    data_key BLOB NOT NULL,
    name BLOB,
    birth_date BLOB,
    email BLOB,
    email_index BLOB CHECK (length(email_index) = 32),
    totp_secret BLOB,
    institution BLOB,
    country TEXT NOT NULL CHECK (length(country) = 2),
    created_at INTEGER NOT NULL,
    CHECK ((email IS NULL) = (email_index IS NULL))
) STRICT;

CREATE INDEX identities_by_email ON identities (email_index) WHERE email_index IS NOT NULL;

CREATE TABLE accounts (
    id BLOB PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    pen_name TEXT NOT NULL,
    pen_name_skeleton TEXT NOT NULL UNIQUE,
    passphrase TEXT NOT NULL,
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    avatar TEXT NOT NULL CHECK (length(avatar) = 6),
    standing INTEGER NOT NULL CHECK (standing BETWEEN 1 AND 3),
    identity_id BLOB UNIQUE REFERENCES identities (id),
    blog_page INTEGER NOT NULL DEFAULT 0 CHECK (blog_page IN (0, 1)),
    created_at INTEGER NOT NULL,
    passphrase_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account_roles (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (account_id <> x'00000000000070008000000000000001'),
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 7),
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, role)
) STRICT;

CREATE INDEX account_roles_by_role ON account_roles (role, account_id);

-- What is known of an adult who meets children: a certificate and a training that somebody else vouches for, and the code of
-- conduct that they signed themselves. Whoever vouches is nobody where the operator did.
CREATE TABLE vettings (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id),
    country TEXT CHECK (length(country) = 2),
    kind INTEGER CHECK (kind BETWEEN 1 AND 3),
    issued_on TEXT,
    expires_on TEXT CHECK (expires_on > issued_on),
    verified_by BLOB REFERENCES accounts (id) CHECK (verified_by <> account_id),
    trained_on TEXT,
    trained_by BLOB REFERENCES accounts (id) CHECK (trained_by <> account_id),
    code_version INTEGER CHECK (code_version > 0),
    code_signed_on TEXT,
    CHECK ((country IS NULL) = (issued_on IS NULL)),
    CHECK ((kind IS NULL) = (issued_on IS NULL)),
    CHECK ((expires_on IS NULL) = (issued_on IS NULL)),
    CHECK (verified_by IS NULL OR issued_on IS NOT NULL),
    CHECK (trained_by IS NULL OR trained_on IS NOT NULL),
    CHECK ((code_version IS NULL) = (code_signed_on IS NULL))
) STRICT;

CREATE TABLE groups (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    entity TEXT,
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX groups_by_name ON groups (name, id);

CREATE TABLE memberships (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id) CHECK (account_id <> x'00000000000070008000000000000001'),
    group_id BLOB NOT NULL REFERENCES groups (id),
    facilitates INTEGER NOT NULL DEFAULT 0 CHECK (facilitates IN (0, 1))
) STRICT;

CREATE INDEX memberships_by_group ON memberships (group_id);

CREATE TABLE guides (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    group_id BLOB NOT NULL REFERENCES groups (id),
    PRIMARY KEY (account_id, group_id)
) STRICT;

CREATE INDEX guides_by_group ON guides (group_id);

CREATE TABLE guardianships (
    guardian_id BLOB NOT NULL REFERENCES accounts (id),
    ward_id BLOB NOT NULL REFERENCES identities (id),
    PRIMARY KEY (guardian_id, ward_id)
) STRICT;

CREATE INDEX guardianships_by_ward ON guardianships (ward_id);

CREATE TABLE sessions (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (account_id <> x'00000000000070008000000000000001'),
    name TEXT,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    proven_at INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Links to set up the first administrator, printed by a server that starts on an empty panel.
CREATE TABLE setup_links (
    code_hash BLOB PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT;
