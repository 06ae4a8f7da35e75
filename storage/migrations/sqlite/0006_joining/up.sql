-- How people come in. A guide vouches for somebody whom they know, by an invitation to one group; nobody else can use it,
-- and it is used once. Until then nothing of the person is kept but this and the sealed identity.
CREATE TABLE invitations (
    id BLOB PRIMARY KEY,
    code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
    reference TEXT NOT NULL,
    group_id BLOB NOT NULL REFERENCES groups (id),
    identity_id BLOB NOT NULL UNIQUE REFERENCES identities (id),
    vouched_by BLOB NOT NULL REFERENCES accounts (id),
    needs_second INTEGER NOT NULL CHECK (needs_second IN (0, 1)),
    seconded_by BLOB REFERENCES accounts (id) CHECK (seconded_by <> vouched_by),
    misses INTEGER NOT NULL DEFAULT 0 CHECK (misses BETWEEN 0 AND 5),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    used_at INTEGER
) STRICT;

CREATE INDEX invitations_by_group ON invitations (group_id, id) WHERE used_at IS NULL;

-- A link that asks one guardian for consent about one correspondent. Purposes are the sum of 1 for the first, 2 for the
-- second, 4 for the third and so on.
CREATE TABLE guardian_links (
    id BLOB PRIMARY KEY,
    code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
    ward_id BLOB NOT NULL REFERENCES identities (id),
    recipient_id BLOB NOT NULL REFERENCES identities (id) CHECK (recipient_id <> ward_id),
    asked_by BLOB NOT NULL REFERENCES accounts (id),
    needs_second INTEGER NOT NULL CHECK (needs_second IN (0, 1)),
    seconded_by BLOB REFERENCES accounts (id) CHECK (seconded_by <> asked_by),
    purposes INTEGER NOT NULL CHECK (purposes BETWEEN 1 AND 31),
    text_version INTEGER NOT NULL CHECK (text_version > 0),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    used_at INTEGER
) STRICT;

CREATE INDEX guardian_links_by_ward ON guardian_links (ward_id, id);

CREATE INDEX guardian_links_by_recipient ON guardian_links (recipient_id);

-- Mail to send. What it says is made when it is sent: nothing here can be read or used by whoever gets a copy.
CREATE TABLE mails (
    id BLOB PRIMARY KEY,
    recipient_id BLOB NOT NULL REFERENCES identities (id),
    about INTEGER NOT NULL CHECK (about BETWEEN 1 AND 4),
    guardian_link_id BLOB UNIQUE REFERENCES guardian_links (id),
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((about = 1) = (guardian_link_id IS NOT NULL))
) STRICT;

CREATE INDEX mails_due ON mails (due_at, id) WHERE state = 1;

CREATE INDEX mails_by_recipient ON mails (recipient_id);

-- That somebody asked a guardian, or gave an address for themselves, for a day: how often one person does and one address is written to is bounded.
CREATE TABLE guardian_askings (
    id BLOB PRIMARY KEY,
    asked_by BLOB NOT NULL REFERENCES accounts (id),
    email_index BLOB NOT NULL CHECK (length(email_index) = 32),
    about INTEGER NOT NULL CHECK (about BETWEEN 1 AND 2),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX guardian_askings_by_asker ON guardian_askings (asked_by, at);

CREATE INDEX guardian_askings_by_address ON guardian_askings (email_index, at);

CREATE INDEX guardian_askings_by_age ON guardian_askings (at);

-- An adult who is to work for the panel. It goes when it is used: who they are is in their account then.
CREATE TABLE adult_invitations (
    id BLOB PRIMARY KEY,
    code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
    invited_by BLOB NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT;

CREATE INDEX adult_invitations_by_inviter ON adult_invitations (invited_by, expires_at);

CREATE INDEX adult_invitations_by_age ON adult_invitations (expires_at);
