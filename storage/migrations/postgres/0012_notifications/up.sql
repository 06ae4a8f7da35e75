-- What people are told of. It names what it is about and has no words of it, so that nothing stays here of what was taken down.
CREATE TABLE notifications (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 16),
    post_id uuid REFERENCES posts (id),
    comment_id uuid REFERENCES posts (id),
    review_id uuid REFERENCES reviews (id),
    at timestamptz NOT NULL,
    CHECK ((kind BETWEEN 1 AND 8 OR kind BETWEEN 12 AND 16) = (post_id IS NOT NULL)),
    CHECK ((kind BETWEEN 6 AND 7) = (comment_id IS NOT NULL)),
    CHECK ((kind BETWEEN 9 AND 11) = (review_id IS NOT NULL))
);

CREATE INDEX notifications_of_account ON notifications (account_id, id);

CREATE INDEX notifications_of_comment ON notifications (comment_id) WHERE comment_id IS NOT NULL;

CREATE INDEX notifications_by_time ON notifications (at);

-- What an account has seen of them, and how often it wants to be mailed: not at all without a choice.
CREATE TABLE notification_settings (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    seen_id uuid,
    mailed_id uuid,
    digest smallint CHECK (digest BETWEEN 1 AND 2),
    digest_due_at timestamptz,
    CHECK ((digest IS NULL) = (digest_due_at IS NULL))
);

CREATE INDEX notification_settings_due ON notification_settings (digest_due_at, account_id) WHERE digest_due_at IS NOT NULL;

-- An address for mail that somebody gave, until they show that mail reaches them there. It is sealed with the key of their identity.
CREATE TABLE address_proofs (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    id uuid NOT NULL,
    code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
    address bytea NOT NULL,
    address_index bytea NOT NULL CHECK (length(address_index) = 32),
    expires_at timestamptz NOT NULL
);

CREATE INDEX address_proofs_by_time ON address_proofs (expires_at);
