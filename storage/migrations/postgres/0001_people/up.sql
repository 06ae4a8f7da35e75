-- Accounts, groups and who is related to whom. Who somebody really is stands apart and is sealed, under a data key for
-- each person, which is sealed under a master key that is not in the database.
CREATE TABLE identities (
    id uuid PRIMARY KEY,
    master_key integer NOT NULL,
    data_key bytea NOT NULL,
    name bytea,
    birth_date bytea,
    email bytea,
    email_index bytea CHECK (length(email_index) = 32),
    totp_secret bytea,
    institution bytea,
    country text NOT NULL CHECK (length(country) = 2),
    created_at timestamptz NOT NULL,
    CHECK ((email IS NULL) = (email_index IS NULL))
);

CREATE INDEX identities_by_email ON identities (email_index) WHERE email_index IS NOT NULL;

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    login text NOT NULL UNIQUE,
    pen_name text NOT NULL,
    pen_name_skeleton text NOT NULL UNIQUE,
    passphrase text NOT NULL,
    language smallint NOT NULL CHECK (language BETWEEN 1 AND 6),
    avatar text NOT NULL CHECK (length(avatar) = 6),
    standing smallint NOT NULL CHECK (standing BETWEEN 1 AND 3),
    identity_id uuid UNIQUE REFERENCES identities (id),
    blog_page smallint NOT NULL DEFAULT 0 CHECK (blog_page IN (0, 1)),
    created_at timestamptz NOT NULL,
    passphrase_at timestamptz NOT NULL
);

CREATE TABLE account_roles (
    account_id uuid NOT NULL REFERENCES accounts (id) CHECK (account_id <> '00000000-0000-7000-8000-000000000001'),
    role smallint NOT NULL CHECK (role BETWEEN 1 AND 7),
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, role)
);

CREATE INDEX account_roles_by_role ON account_roles (role, account_id);

-- What is known of an adult who meets children: a certificate and a training that somebody else vouches for, and the code of
-- conduct that they signed themselves. Whoever vouches is nobody where the operator did.
CREATE TABLE vettings (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    country text CHECK (length(country) = 2),
    kind smallint CHECK (kind BETWEEN 1 AND 3),
    issued_on date,
    expires_on date CHECK (expires_on > issued_on),
    verified_by uuid REFERENCES accounts (id) CHECK (verified_by <> account_id),
    trained_on date,
    trained_by uuid REFERENCES accounts (id) CHECK (trained_by <> account_id),
    code_version smallint CHECK (code_version > 0),
    code_signed_on date,
    CHECK ((country IS NULL) = (issued_on IS NULL)),
    CHECK ((kind IS NULL) = (issued_on IS NULL)),
    CHECK ((expires_on IS NULL) = (issued_on IS NULL)),
    CHECK (verified_by IS NULL OR issued_on IS NOT NULL),
    CHECK (trained_by IS NULL OR trained_on IS NOT NULL),
    CHECK ((code_version IS NULL) = (code_signed_on IS NULL))
);

CREATE TABLE groups (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL UNIQUE,
    language smallint NOT NULL CHECK (language BETWEEN 1 AND 6),
    entity text,
    capacity smallint NOT NULL CHECK (capacity BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL
);

CREATE INDEX groups_by_name ON groups (name, id);

CREATE TABLE memberships (
    account_id uuid PRIMARY KEY REFERENCES accounts (id) CHECK (account_id <> '00000000-0000-7000-8000-000000000001'),
    group_id uuid NOT NULL REFERENCES groups (id),
    facilitates smallint NOT NULL DEFAULT 0 CHECK (facilitates IN (0, 1))
);

CREATE INDEX memberships_by_group ON memberships (group_id);

CREATE TABLE guides (
    account_id uuid NOT NULL REFERENCES accounts (id),
    group_id uuid NOT NULL REFERENCES groups (id),
    PRIMARY KEY (account_id, group_id)
);

CREATE INDEX guides_by_group ON guides (group_id);

CREATE TABLE guardianships (
    guardian_id uuid NOT NULL REFERENCES accounts (id),
    ward_id uuid NOT NULL REFERENCES identities (id),
    PRIMARY KEY (guardian_id, ward_id)
);

CREATE INDEX guardianships_by_ward ON guardianships (ward_id);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES accounts (id) CHECK (account_id <> '00000000-0000-7000-8000-000000000001'),
    name text,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    proven_at timestamptz,
    expires_at timestamptz NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Links to set up the first administrator, printed by a server that starts on an empty panel.
CREATE TABLE setup_links (
    code_hash bytea PRIMARY KEY,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
