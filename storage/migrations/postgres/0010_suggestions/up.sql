-- What adults suggest with a request for changes. Nothing here changes a text: an author does, or doesn't.
CREATE TABLE suggestions (
    id uuid PRIMARY KEY,
    statement_id uuid NOT NULL,
    restriction smallint NOT NULL DEFAULT 2 CHECK (restriction = 2),
    revision_id uuid NOT NULL,
    suggested_by uuid NOT NULL,
    place smallint NOT NULL CHECK (place BETWEEN 0 AND 19),
    field text NOT NULL CHECK (field IN ('title', 'summary', 'body')),
    begins_at integer NOT NULL CHECK (begins_at >= 0),
    ends_at integer NOT NULL CHECK (ends_at > begins_at),
    excerpt text NOT NULL CHECK (excerpt <> ''),
    replacement text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    note text CHECK (note <> ''),
    state smallint NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3),
    answered_by uuid REFERENCES accounts (id),
    answered_at timestamptz,
    draft_version bigint,
    UNIQUE (statement_id, place),
    CHECK (replacement <> excerpt),
    CHECK ((state = 1) = (answered_by IS NULL)),
    CHECK ((state = 1) = (answered_at IS NULL)),
    CHECK ((state = 2) = (draft_version IS NOT NULL)),
    FOREIGN KEY (statement_id, restriction, revision_id, suggested_by) REFERENCES statements (id, restriction, revision_id, issued_by)
);

-- Nobody but an author answers, once, and what was suggested stays as it was.
CREATE FUNCTION suggestions_refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 1
        OR (NEW.statement_id, NEW.revision_id, NEW.suggested_by, NEW.place, NEW.field, NEW.begins_at, NEW.ends_at, NEW.excerpt, NEW.replacement, NEW.reason, NEW.note)
            IS DISTINCT FROM
            (OLD.statement_id, OLD.revision_id, OLD.suggested_by, OLD.place, OLD.field, OLD.begins_at, OLD.ends_at, OLD.excerpt, OLD.replacement, OLD.reason, OLD.note)
        OR NOT EXISTS (
            SELECT 1 FROM revisions r JOIN post_authors a ON a.post_id = r.post_id
            WHERE r.id = NEW.revision_id AND a.account_id = NEW.answered_by
        )
    THEN
        RAISE EXCEPTION 'only an author answers a suggestion, once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER suggestions_refuse_others BEFORE UPDATE ON suggestions
    FOR EACH ROW EXECUTE FUNCTION suggestions_refuse_others();

CREATE TRIGGER suggestions_refuse_answered BEFORE INSERT ON suggestions
    FOR EACH ROW WHEN (NEW.state <> 1)
    EXECUTE FUNCTION refuse('a suggestion begins without an answer');

CREATE TRIGGER suggestions_refuse_delete BEFORE DELETE ON suggestions
    FOR EACH ROW EXECUTE FUNCTION refuse('a suggestion stays with its statement');
