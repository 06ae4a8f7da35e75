-- What adults suggest with a request for changes. Nothing here changes a text: an author does, or doesn't.
CREATE TABLE suggestions (
    id BLOB PRIMARY KEY,
    statement_id BLOB NOT NULL,
    restriction INTEGER NOT NULL DEFAULT 2 CHECK (restriction = 2),
    revision_id BLOB NOT NULL,
    suggested_by BLOB NOT NULL,
    place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 19),
    field TEXT NOT NULL CHECK (field IN ('title', 'summary', 'body')),
    begins_at INTEGER NOT NULL CHECK (begins_at >= 0),
    ends_at INTEGER NOT NULL CHECK (ends_at > begins_at),
    excerpt TEXT NOT NULL CHECK (excerpt <> ''),
    replacement TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    note TEXT CHECK (note <> ''),
    state INTEGER NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3),
    answered_by BLOB REFERENCES accounts (id),
    answered_at INTEGER,
    draft_version INTEGER,
    UNIQUE (statement_id, place),
    CHECK (replacement <> excerpt),
    CHECK ((state = 1) = (answered_by IS NULL)),
    CHECK ((state = 1) = (answered_at IS NULL)),
    CHECK ((state = 2) = (draft_version IS NOT NULL)),
    FOREIGN KEY (statement_id, restriction, revision_id, suggested_by) REFERENCES statements (id, restriction, revision_id, issued_by)
) STRICT;

-- Nobody but an author answers, once, and what was suggested stays as it was.
CREATE TRIGGER suggestions_refuse_others BEFORE UPDATE ON suggestions
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: only an author answers a suggestion, once')
    WHERE OLD.state <> 1
        OR (NEW.statement_id, NEW.revision_id, NEW.suggested_by, NEW.place, NEW.field, NEW.begins_at, NEW.ends_at, NEW.excerpt, NEW.replacement, NEW.reason, NEW.note)
            IS NOT (OLD.statement_id, OLD.revision_id, OLD.suggested_by, OLD.place, OLD.field, OLD.begins_at, OLD.ends_at, OLD.excerpt, OLD.replacement, OLD.reason, OLD.note)
        OR NOT EXISTS (
            SELECT 1 FROM revisions r JOIN post_authors a ON a.post_id = r.post_id
            WHERE r.id = NEW.revision_id AND a.account_id = NEW.answered_by
        );
END;

CREATE TRIGGER suggestions_refuse_answered BEFORE INSERT ON suggestions
WHEN NEW.state <> 1
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a suggestion begins without an answer');
END;

CREATE TRIGGER suggestions_refuse_delete BEFORE DELETE ON suggestions
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a suggestion stays with its statement');
END;
