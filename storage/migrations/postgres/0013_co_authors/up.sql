-- Posts that several write: the first author holds the pen, the others are invited before anything is sent, and give their word on what is.
-- An invitation stays when it is answered or taken back, so that nobody is told of it twice, and of a no nobody can find out.
CREATE TABLE co_author_invitations (
    post_id uuid NOT NULL REFERENCES posts (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    invited_at timestamptz NOT NULL,
    declined smallint NOT NULL CHECK (declined IN (0, 1)),
    taken_back smallint NOT NULL CHECK (taken_back IN (0, 1)),
    PRIMARY KEY (post_id, account_id)
);

CREATE INDEX co_author_invitations_of_account ON co_author_invitations (account_id, invited_at DESC);

-- Of which bytes a co-author is asked for their word, and what they said: 1 yes, 2 no. Who is not asked about them does not read them.
CREATE TABLE co_author_words (
    post_id uuid NOT NULL,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    account_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    word smallint CHECK (word BETWEEN 1 AND 2),
    said_at timestamptz,
    PRIMARY KEY (post_id, content_hash, account_id),
    CHECK ((word IS NULL) = (said_at IS NULL)),
    FOREIGN KEY (post_id, account_id) REFERENCES post_authors (post_id, account_id)
);

-- Readers are shown the authors of the post, and adults approved bytes that name them: whoever writes together is settled with the first submission.
CREATE FUNCTION post_authors_refuse_joining() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM revisions r WHERE r.post_id = NEW.post_id) THEN
        RAISE EXCEPTION 'authors are settled once something was sent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER post_authors_refuse_joining BEFORE INSERT ON post_authors
    FOR EACH ROW EXECUTE FUNCTION post_authors_refuse_joining();

CREATE FUNCTION post_authors_refuse_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM revisions r WHERE r.post_id = OLD.post_id) THEN
        RAISE EXCEPTION 'authors are settled once something was sent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER post_authors_refuse_leaving BEFORE DELETE ON post_authors
    FOR EACH ROW EXECUTE FUNCTION post_authors_refuse_leaving();

CREATE TRIGGER post_authors_refuse_rewriting BEFORE UPDATE ON post_authors
    FOR EACH ROW EXECUTE FUNCTION refuse('an author keeps their place');

-- Nobody approves bytes to which a co-author did not say yes.
CREATE FUNCTION decisions_refuse_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 1 AND EXISTS (
        SELECT 1 FROM revisions r JOIN post_authors a ON a.post_id = r.post_id
        WHERE r.id = NEW.revision_id AND a.position > 0 AND NOT EXISTS (
            SELECT 1 FROM co_author_words w
            WHERE w.post_id = r.post_id AND w.content_hash = NEW.content_hash AND w.account_id = a.account_id AND w.word = 1
        )
    ) THEN
        RAISE EXCEPTION 'a co-author has not given their word' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER decisions_refuse_unsigned BEFORE INSERT ON decisions
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse_unsigned();
