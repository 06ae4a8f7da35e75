-- Every word that was said about what a correspondent takes part in, by themselves or by a guardian, in the order in
-- which it was said. Who may do what today is derived from it. Purpose 6 is going on at all: a guardian who says no has
-- paused the account.
CREATE TABLE consent_words (
    ward_id BLOB NOT NULL REFERENCES identities (id),
    place INTEGER NOT NULL CHECK (place >= 0),
    guardian_id BLOB REFERENCES accounts (id),
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 1 AND 6),
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 2),
    text_version INTEGER NOT NULL CHECK (text_version > 0),
    text_language INTEGER NOT NULL CHECK (text_language BETWEEN 1 AND 6),
    said_on TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (ward_id, place),
    CHECK (purpose <> 6 OR guardian_id IS NOT NULL)
) STRICT;

-- What was said stays proof of what was said.
CREATE TRIGGER consent_words_refuse_rewriting BEFORE UPDATE ON consent_words
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a word on consent is never changed');
END;
