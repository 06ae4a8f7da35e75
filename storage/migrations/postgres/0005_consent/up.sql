-- Every word that was said about what a correspondent takes part in, by themselves or by a guardian, in the order in
-- which it was said. Who may do what today is derived from it. Purpose 6 is going on at all: a guardian who says no has
-- paused the account.
CREATE TABLE consent_words (
    ward_id uuid NOT NULL REFERENCES identities (id),
    place integer NOT NULL CHECK (place >= 0),
    guardian_id uuid REFERENCES accounts (id),
    purpose smallint NOT NULL CHECK (purpose BETWEEN 1 AND 6),
    answer smallint NOT NULL CHECK (answer BETWEEN 1 AND 2),
    text_version smallint NOT NULL CHECK (text_version > 0),
    text_language smallint NOT NULL CHECK (text_language BETWEEN 1 AND 6),
    said_on date NOT NULL,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (ward_id, place),
    CHECK (purpose <> 6 OR guardian_id IS NOT NULL)
);

-- What was said stays proof of what was said.
CREATE TRIGGER consent_words_refuse_rewriting BEFORE UPDATE ON consent_words
    FOR EACH ROW EXECUTE FUNCTION refuse('a word on consent is never changed');
