-- The reading of submissions by adults: reviews, claims and decisions.
CREATE TABLE reviews (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    group_id BLOB NOT NULL,
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    lane INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 5),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    themes INTEGER NOT NULL CHECK (themes BETWEEN 0 AND 255),
    waiting_since INTEGER NOT NULL,
    queue_key INTEGER NOT NULL,
    alarm_at INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
    closed_by BLOB,
    closed_at INTEGER,
    not_by BLOB,
    nor_by BLOB,
    escalated INTEGER NOT NULL CHECK (escalated IN (0, 1)),
    asked_at INTEGER,
    shown_at INTEGER,
    UNIQUE (id, not_by),
    UNIQUE (revision_id),
    UNIQUE (id, revision_id, content_hash),
    CHECK (nor_by IS NULL OR (not_by IS NOT NULL AND not_by <> nor_by)),
    CHECK (asked_at IS NULL OR shown_at IS NOT NULL),
    CHECK ((state IN (1, 2)) = (closed_at IS NULL)),
    CHECK ((state = 3) = (closed_by IS NOT NULL)),
    FOREIGN KEY (post_id, group_id) REFERENCES posts (id, group_id),
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash),
    FOREIGN KEY (closed_by, id) REFERENCES decisions (id, review_id)
) STRICT;

CREATE UNIQUE INDEX reviews_one_open_for_a_post ON reviews (post_id) WHERE state IN (1, 2);

-- What co-authors are asked about is out of line until all of them said yes.
CREATE INDEX reviews_waiting ON reviews (queue_key, id) WHERE state = 1 AND asked_at IS NULL;

CREATE INDEX reviews_open ON reviews (queue_key, id) WHERE state IN (1, 2) AND asked_at IS NULL;

CREATE INDEX reviews_asked ON reviews (queue_key, id) WHERE state IN (1, 2) AND asked_at IS NOT NULL;

-- What co-authors were shown and was taken back, or replaced, is shown to adults as well.
CREATE INDEX reviews_taken_back ON reviews (closed_at DESC, id) WHERE shown_at IS NOT NULL AND closed_at IS NOT NULL AND closed_by IS NULL;

CREATE INDEX reviews_by_post ON reviews (post_id);

-- How long what is sent waits is told to those who wait.
CREATE INDEX reviews_decided ON reviews (closed_at DESC) WHERE closed_by IS NOT NULL;

CREATE INDEX reviews_oldest ON reviews (waiting_since) WHERE state IN (1, 2) AND asked_at IS NULL;

-- What waits too long is looked for every minute.
CREATE INDEX reviews_alarming ON reviews (alarm_at, id) WHERE state = 1 AND asked_at IS NULL;

CREATE TABLE claims (
    id BLOB PRIMARY KEY,
    review_id BLOB NOT NULL REFERENCES reviews (id),
    moderator_id BLOB NOT NULL REFERENCES accounts (id),
    claimed_at INTEGER NOT NULL,
    held_until INTEGER NOT NULL CHECK (held_until > claimed_at),
    ended_at INTEGER,
    ending INTEGER CHECK (ending BETWEEN 1 AND 2),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
) STRICT;

CREATE UNIQUE INDEX claims_one_live_for_a_review ON claims (review_id) WHERE ended_at IS NULL;

CREATE INDEX claims_live_by_moderator ON claims (moderator_id) WHERE ended_at IS NULL;

CREATE INDEX claims_live_by_end ON claims (held_until) WHERE ended_at IS NULL;

-- What those are told whose words are not published as they are: complete, or it can't be stored. It is of one revision and by one
-- adult, who decided on it or took it down.
CREATE TABLE statements (
    id BLOB PRIMARY KEY,
    revision_id BLOB NOT NULL REFERENCES revisions (id),
    issued_by BLOB NOT NULL REFERENCES accounts (id),
    restriction INTEGER NOT NULL CHECK (restriction BETWEEN 2 AND 4),
    grounds TEXT NOT NULL CHECK (grounds <> '[]'),
    quotes INTEGER NOT NULL CHECK (quotes BETWEEN 0 AND 20),
    words TEXT CHECK (words <> ''),
    noticed INTEGER NOT NULL CHECK (noticed BETWEEN 1 AND 2),
    marked INTEGER NOT NULL CHECK (marked IN (0, 1)),
    look INTEGER NOT NULL CHECK (look BETWEEN 1 AND 3),
    texts INTEGER NOT NULL CHECK (texts > 0),
    issued_at INTEGER NOT NULL,
    UNIQUE (id, issued_by),
    UNIQUE (id, restriction, revision_id, issued_by),
    CHECK (quotes > 0 OR words IS NOT NULL)
) STRICT;

CREATE TABLE decisions (
    id BLOB PRIMARY KEY,
    review_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    decided_by BLOB NOT NULL REFERENCES accounts (id),
    as_lead INTEGER NOT NULL CHECK (as_lead IN (0, 1)),
    decided_at INTEGER NOT NULL,
    statement_id BLOB UNIQUE,
    restriction INTEGER,
    publish_at INTEGER,
    message TEXT,
    UNIQUE (id, review_id),
    UNIQUE (id, revision_id, content_hash, kind),
    UNIQUE (revision_id, decided_by, as_lead),
    CHECK ((kind = 1) = (statement_id IS NULL)),
    CHECK ((statement_id IS NULL) = (restriction IS NULL)),
    CHECK (kind <> 2 OR restriction = 2),
    CHECK (kind <> 3 OR restriction IN (3, 4)),
    CHECK (kind = 1 OR message IS NULL),
    CHECK (kind = 1 OR publish_at IS NULL),
    FOREIGN KEY (statement_id, restriction, revision_id, decided_by) REFERENCES statements (id, restriction, revision_id, issued_by),
    FOREIGN KEY (review_id, revision_id, content_hash) REFERENCES reviews (id, revision_id, content_hash)
) STRICT;

CREATE INDEX statements_by_revision ON statements (revision_id);

-- What was public and an adult took down. The revision says so too, so that no post can point to it.
CREATE TABLE takedowns (
    revision_id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    statement_id BLOB NOT NULL UNIQUE,
    restriction INTEGER NOT NULL DEFAULT 4 CHECK (restriction = 4),
    taken_down_by BLOB NOT NULL,
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash),
    FOREIGN KEY (statement_id, restriction, revision_id, taken_down_by) REFERENCES statements (id, restriction, revision_id, issued_by)
) STRICT;

CREATE INDEX decisions_by_review ON decisions (review_id);

-- What adults approved for later. It is published at its time, if nothing stands against it then.
CREATE TABLE scheduled_publications (
    post_id BLOB PRIMARY KEY,
    revision_id BLOB NOT NULL,
    revision_state INTEGER NOT NULL DEFAULT 2 CHECK (revision_state = 2),
    publish_at INTEGER NOT NULL,
    FOREIGN KEY (revision_id, post_id, revision_state) REFERENCES revisions (id, post_id, state)
) STRICT;

CREATE INDEX scheduled_publications_by_time ON scheduled_publications (publish_at, post_id);

-- What was handed to the safeguarding leads, until they close it. One open for each post.
CREATE TABLE escalations (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 6),
    note TEXT CHECK (note <> ''),
    escalated_by BLOB NOT NULL REFERENCES accounts (id),
    escalated_at INTEGER NOT NULL,
    closed_by BLOB REFERENCES accounts (id),
    closed_at INTEGER,
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 4),
    closing_note TEXT CHECK (closing_note <> ''),
    alarm_at INTEGER NOT NULL,
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    CHECK ((closed_by IS NULL) = (outcome IS NULL)),
    CHECK (closed_by IS NOT NULL OR closing_note IS NULL),
    CHECK (reason <> 6 OR note IS NOT NULL),
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash)
) STRICT;

CREATE UNIQUE INDEX escalations_one_open_for_a_post ON escalations (post_id) WHERE closed_at IS NULL;

CREATE INDEX escalations_by_post ON escalations (post_id);

CREATE INDEX escalations_open ON escalations (escalated_at, id) WHERE closed_at IS NULL;

CREATE INDEX escalations_alarming ON escalations (alarm_at, id) WHERE closed_at IS NULL;

CREATE INDEX escalations_closed ON escalations (closed_at DESC, id) WHERE closed_at IS NOT NULL;

-- Second looks: each is a review of the same bytes, by others than whoever decided against them. One for each statement.
CREATE TABLE second_looks (
    review_id BLOB PRIMARY KEY,
    statement_id BLOB NOT NULL,
    first_decider BLOB NOT NULL,
    asked_by BLOB NOT NULL REFERENCES accounts (id),
    asked_as INTEGER NOT NULL CHECK (asked_as BETWEEN 1 AND 4),
    asked_at INTEGER NOT NULL,
    message TEXT CHECK (message <> ''),
    FOREIGN KEY (review_id, first_decider) REFERENCES reviews (id, not_by),
    FOREIGN KEY (statement_id, first_decider) REFERENCES statements (id, issued_by)
) STRICT;

-- Nobody asks twice; what is read again after a takedown was asked for by nobody.
CREATE UNIQUE INDEX second_looks_one_for_a_statement ON second_looks (statement_id) WHERE asked_as <> 4;

CREATE INDEX second_looks_by_statement ON second_looks (statement_id);

-- Nobody reviews what they wrote, their own group's, or their ward's.
CREATE TRIGGER decisions_refuse_related BEFORE INSERT ON decisions
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: nobody reviews what they wrote')
    WHERE EXISTS (
        SELECT 1 FROM reviews r JOIN post_authors a ON a.post_id = r.post_id
        WHERE r.id = NEW.review_id AND a.account_id = NEW.decided_by
    );
    SELECT RAISE(ABORT, 'CHECK constraint failed: nobody reviews their own group''s work')
    WHERE EXISTS (
        SELECT 1 FROM reviews r JOIN guides g ON g.group_id = r.group_id
        WHERE r.id = NEW.review_id AND g.account_id = NEW.decided_by
    ) OR EXISTS (
        SELECT 1 FROM reviews r JOIN memberships m ON m.group_id = r.group_id
        WHERE r.id = NEW.review_id AND m.account_id = NEW.decided_by
    );
    SELECT RAISE(ABORT, 'CHECK constraint failed: nobody reviews their ward''s work')
    WHERE EXISTS (
        SELECT 1 FROM reviews r
        JOIN post_authors a ON a.post_id = r.post_id
        JOIN accounts author ON author.id = a.account_id
        JOIN guardianships w ON w.ward_id = author.identity_id
        WHERE r.id = NEW.review_id AND w.guardian_id = NEW.decided_by
    );
    SELECT RAISE(ABORT, 'CHECK constraint failed: a second look is by another adult')
    WHERE EXISTS (SELECT 1 FROM reviews r WHERE r.id = NEW.review_id AND NEW.decided_by IN (r.not_by, r.nor_by));
    SELECT RAISE(ABORT, 'CHECK constraint failed: what was escalated is for the safeguarding leads alone')
    WHERE EXISTS (SELECT 1 FROM reviews r WHERE r.id = NEW.review_id AND r.escalated = 1)
        AND NOT EXISTS (SELECT 1 FROM account_roles l WHERE l.account_id = NEW.decided_by AND l.role = 5);
END;

-- Nothing returns from the safeguarding leads to the common queue.
CREATE TRIGGER reviews_refuse_return BEFORE UPDATE OF escalated ON reviews
WHEN NEW.escalated < OLD.escalated
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: what was escalated never returns');
END;

-- Only they close it, once, and what was said of it stays said.
CREATE TRIGGER escalations_refuse_others BEFORE UPDATE ON escalations
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: only a safeguarding lead closes it, once')
    WHERE OLD.closed_at IS NOT NULL
        OR (NEW.post_id, NEW.revision_id, NEW.content_hash, NEW.reason, NEW.note, NEW.escalated_by, NEW.escalated_at)
            IS NOT (OLD.post_id, OLD.revision_id, OLD.content_hash, OLD.reason, OLD.note, OLD.escalated_by, OLD.escalated_at)
        OR (NEW.closed_by IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM account_roles l WHERE l.account_id = NEW.closed_by AND l.role = 5))
        OR EXISTS (SELECT 1 FROM post_authors a WHERE a.post_id = NEW.post_id AND a.account_id = NEW.closed_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN guides g ON g.group_id = p.group_id
            WHERE p.id = NEW.post_id AND g.account_id = NEW.closed_by)
        OR EXISTS (SELECT 1 FROM post_authors a
            JOIN accounts author ON author.id = a.account_id
            JOIN guardianships w ON w.ward_id = author.identity_id
            WHERE a.post_id = NEW.post_id AND w.guardian_id = NEW.closed_by);
END;

-- What is sent while it is open is for them as well.
CREATE TRIGGER reviews_refuse_others BEFORE INSERT ON reviews
WHEN NEW.escalated = 0
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: what belongs to an open escalation is for the safeguarding leads')
    WHERE EXISTS (SELECT 1 FROM escalations e WHERE e.post_id = NEW.post_id AND e.closed_at IS NULL);
END;

-- Of what was escalated only the approvals of leads count.
CREATE TRIGGER revisions_refuse_others BEFORE UPDATE OF state ON revisions
WHEN NEW.state = 2
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: what was escalated is approved by safeguarding leads')
    WHERE EXISTS (SELECT 1 FROM reviews r WHERE r.revision_id = NEW.id AND r.escalated = 1)
        AND EXISTS (SELECT 1 FROM decisions d WHERE d.id IN (NEW.approval_id, NEW.second_approval_id) AND d.as_lead = 0);
END;

-- Nor does anybody take down what they wrote, their own group's, or their ward's.
CREATE TRIGGER takedowns_refuse_related BEFORE INSERT ON takedowns
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: nobody takes down what is theirs')
    WHERE EXISTS (SELECT 1 FROM post_authors a WHERE a.post_id = NEW.post_id AND a.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN guides g ON g.group_id = p.group_id
            WHERE p.id = NEW.post_id AND g.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN memberships m ON m.group_id = p.group_id
            WHERE p.id = NEW.post_id AND m.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM post_authors a
            JOIN accounts author ON author.id = a.account_id
            JOIN guardianships w ON w.ward_id = author.identity_id
            WHERE a.post_id = NEW.post_id AND w.guardian_id = NEW.taken_down_by);
END;

CREATE TRIGGER takedowns_refuse_rewriting BEFORE UPDATE ON takedowns
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a takedown is never changed');
END;

-- A decision is made once.
CREATE TRIGGER decisions_refuse_rewriting BEFORE UPDATE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a decision is never changed');
END;

-- What was told was told.
CREATE TRIGGER statements_refuse_rewriting BEFORE UPDATE ON statements
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a statement is never changed');
END;

-- What was decided, withdrawn or superseded stays so.
CREATE TRIGGER reviews_refuse_reopening BEFORE UPDATE OF state ON reviews
WHEN OLD.state IN (3, 4, 5) AND NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a closed review is never opened again');
END;

CREATE TRIGGER revisions_refuse_unsettling
BEFORE UPDATE OF state, approval_id, second_approval_id, settled_by, settled_at ON revisions
WHEN OLD.state <> 1 AND (iif(NEW.state = 7, 2, NEW.state), NEW.approval_id, NEW.second_approval_id, NEW.settled_by, NEW.settled_at)
    IS NOT (OLD.state, OLD.approval_id, OLD.second_approval_id, OLD.settled_by, OLD.settled_at)
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a revision is settled once');
END;

-- A comment stays under its post, and a reply under its comment: adults read it there.
CREATE TRIGGER posts_refuse_moving BEFORE UPDATE OF depth, commented_id, reply_to_id ON posts
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a comment stays where it was read');
END;

-- Risky items need two different adults, also afterwards.
CREATE TRIGGER revisions_refuse_fewer_adults BEFORE UPDATE OF required_approvals ON revisions
WHEN NEW.required_approvals < OLD.required_approvals
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a revision never needs fewer adults');
END;

-- The bytes of a revision never change, whoever asks.
CREATE TRIGGER revisions_refuse_rewriting
BEFORE UPDATE OF id, post_id, number, title, summary, source, html, language, authors, topics, links, sanitiser_version, content_hash, submitted_by, submitted_at, risks, depth ON revisions
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a revision is never rewritten');
END;
