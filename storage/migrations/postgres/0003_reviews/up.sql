-- The reading of submissions by adults: reviews, claims and decisions.
CREATE TABLE reviews (
    id uuid PRIMARY KEY,
    post_id uuid NOT NULL,
    revision_id uuid NOT NULL,
    content_hash bytea NOT NULL,
    group_id uuid NOT NULL,
    language smallint NOT NULL CHECK (language BETWEEN 1 AND 6),
    lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 5),
    score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
    themes smallint NOT NULL CHECK (themes BETWEEN 0 AND 255),
    waiting_since timestamptz NOT NULL,
    queue_key timestamptz NOT NULL,
    alarm_at timestamptz NOT NULL,
    state smallint NOT NULL CHECK (state BETWEEN 1 AND 5),
    closed_by uuid,
    closed_at timestamptz,
    not_by uuid,
    nor_by uuid,
    escalated smallint NOT NULL CHECK (escalated IN (0, 1)),
    asked_at timestamptz,
    shown_at timestamptz,
    UNIQUE (id, not_by),
    UNIQUE (revision_id),
    UNIQUE (id, revision_id, content_hash),
    CHECK (nor_by IS NULL OR (not_by IS NOT NULL AND not_by <> nor_by)),
    CHECK (asked_at IS NULL OR shown_at IS NOT NULL),
    CHECK ((state IN (1, 2)) = (closed_at IS NULL)),
    CHECK ((state = 3) = (closed_by IS NOT NULL)),
    FOREIGN KEY (post_id, group_id) REFERENCES posts (id, group_id),
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash)
);

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
    id uuid PRIMARY KEY,
    review_id uuid NOT NULL REFERENCES reviews (id),
    moderator_id uuid NOT NULL REFERENCES accounts (id),
    claimed_at timestamptz NOT NULL,
    held_until timestamptz NOT NULL CHECK (held_until > claimed_at),
    ended_at timestamptz,
    ending smallint CHECK (ending BETWEEN 1 AND 2),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);

CREATE UNIQUE INDEX claims_one_live_for_a_review ON claims (review_id) WHERE ended_at IS NULL;

CREATE INDEX claims_live_by_moderator ON claims (moderator_id) WHERE ended_at IS NULL;

CREATE INDEX claims_live_by_end ON claims (held_until) WHERE ended_at IS NULL;

-- What those are told whose words are not published as they are: complete, or it can't be stored. It is of one revision and by one
-- adult, who decided on it or took it down.
CREATE TABLE statements (
    id uuid PRIMARY KEY,
    revision_id uuid NOT NULL REFERENCES revisions (id),
    issued_by uuid NOT NULL REFERENCES accounts (id),
    restriction smallint NOT NULL CHECK (restriction BETWEEN 2 AND 4),
    grounds text NOT NULL CHECK (grounds <> '[]'),
    quotes smallint NOT NULL CHECK (quotes BETWEEN 0 AND 20),
    words text CHECK (words <> ''),
    noticed smallint NOT NULL CHECK (noticed BETWEEN 1 AND 2),
    marked smallint NOT NULL CHECK (marked IN (0, 1)),
    look smallint NOT NULL CHECK (look BETWEEN 1 AND 3),
    texts smallint NOT NULL CHECK (texts > 0),
    issued_at timestamptz NOT NULL,
    UNIQUE (id, issued_by),
    UNIQUE (id, restriction, revision_id, issued_by),
    CHECK (quotes > 0 OR words IS NOT NULL)
);

CREATE TABLE decisions (
    id uuid PRIMARY KEY,
    review_id uuid NOT NULL,
    revision_id uuid NOT NULL,
    content_hash bytea NOT NULL,
    kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
    decided_by uuid NOT NULL REFERENCES accounts (id),
    as_lead smallint NOT NULL CHECK (as_lead IN (0, 1)),
    decided_at timestamptz NOT NULL,
    statement_id uuid UNIQUE,
    restriction smallint,
    publish_at timestamptz,
    message text,
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
);

CREATE INDEX statements_by_revision ON statements (revision_id);

-- What was public and an adult took down. The revision says so too, so that no post can point to it.
CREATE TABLE takedowns (
    revision_id uuid PRIMARY KEY,
    post_id uuid NOT NULL,
    content_hash bytea NOT NULL,
    statement_id uuid NOT NULL UNIQUE,
    restriction smallint NOT NULL DEFAULT 4 CHECK (restriction = 4),
    taken_down_by uuid NOT NULL,
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash),
    FOREIGN KEY (statement_id, restriction, revision_id, taken_down_by) REFERENCES statements (id, restriction, revision_id, issued_by)
);

CREATE INDEX decisions_by_review ON decisions (review_id);

-- What adults approved for later. It is published at its time, if nothing stands against it then.
CREATE TABLE scheduled_publications (
    post_id uuid PRIMARY KEY,
    revision_id uuid NOT NULL,
    revision_state smallint NOT NULL DEFAULT 2 CHECK (revision_state = 2),
    publish_at timestamptz NOT NULL,
    FOREIGN KEY (revision_id, post_id, revision_state) REFERENCES revisions (id, post_id, state)
);

CREATE INDEX scheduled_publications_by_time ON scheduled_publications (publish_at, post_id);

-- What was handed to the safeguarding leads, until they close it. One open for each post.
CREATE TABLE escalations (
    id uuid PRIMARY KEY,
    post_id uuid NOT NULL,
    revision_id uuid NOT NULL,
    content_hash bytea NOT NULL,
    reason smallint NOT NULL CHECK (reason BETWEEN 1 AND 6),
    note text CHECK (note <> ''),
    escalated_by uuid NOT NULL REFERENCES accounts (id),
    escalated_at timestamptz NOT NULL,
    closed_by uuid REFERENCES accounts (id),
    closed_at timestamptz,
    outcome smallint CHECK (outcome BETWEEN 1 AND 4),
    closing_note text CHECK (closing_note <> ''),
    alarm_at timestamptz NOT NULL,
    CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    CHECK ((closed_by IS NULL) = (outcome IS NULL)),
    CHECK (closed_by IS NOT NULL OR closing_note IS NULL),
    CHECK (reason <> 6 OR note IS NOT NULL),
    FOREIGN KEY (revision_id, post_id, content_hash) REFERENCES revisions (id, post_id, content_hash)
);

CREATE UNIQUE INDEX escalations_one_open_for_a_post ON escalations (post_id) WHERE closed_at IS NULL;

CREATE INDEX escalations_by_post ON escalations (post_id);

CREATE INDEX escalations_open ON escalations (escalated_at, id) WHERE closed_at IS NULL;

CREATE INDEX escalations_alarming ON escalations (alarm_at, id) WHERE closed_at IS NULL;

CREATE INDEX escalations_closed ON escalations (closed_at DESC, id) WHERE closed_at IS NOT NULL;

-- Second looks: each is a review of the same bytes, by others than whoever decided against them. One for each statement.
CREATE TABLE second_looks (
    review_id uuid PRIMARY KEY,
    statement_id uuid NOT NULL,
    first_decider uuid NOT NULL,
    asked_by uuid NOT NULL REFERENCES accounts (id),
    asked_as smallint NOT NULL CHECK (asked_as BETWEEN 1 AND 4),
    asked_at timestamptz NOT NULL,
    message text CHECK (message <> ''),
    FOREIGN KEY (review_id, first_decider) REFERENCES reviews (id, not_by),
    FOREIGN KEY (statement_id, first_decider) REFERENCES statements (id, issued_by)
);

ALTER TABLE revisions ADD CONSTRAINT revisions_approval_is_of_these_bytes
    FOREIGN KEY (approval_id, id, content_hash, approve_kind) REFERENCES decisions (id, revision_id, content_hash, kind);

ALTER TABLE revisions ADD CONSTRAINT revisions_second_approval_is_of_these_bytes
    FOREIGN KEY (second_approval_id, id, content_hash, approve_kind) REFERENCES decisions (id, revision_id, content_hash, kind);

ALTER TABLE revisions ADD CONSTRAINT revisions_settled_by_a_refusal_of_these_bytes
    FOREIGN KEY (settled_by, id, content_hash, settled_kind) REFERENCES decisions (id, revision_id, content_hash, kind);

ALTER TABLE reviews ADD CONSTRAINT reviews_closed_by_their_own_decision
    FOREIGN KEY (closed_by, id) REFERENCES decisions (id, review_id);

ALTER TABLE posts ADD CONSTRAINT posts_taken_down_by_a_takedown
    FOREIGN KEY (taken_down_id) REFERENCES takedowns (revision_id);

ALTER TABLE revisions ADD CONSTRAINT revisions_taken_down_by_their_own_takedown
    FOREIGN KEY (takedown_id) REFERENCES takedowns (revision_id);

-- Nobody asks twice; what is read again after a takedown was asked for by nobody.
CREATE UNIQUE INDEX second_looks_one_for_a_statement ON second_looks (statement_id) WHERE asked_as <> 4;

CREATE INDEX second_looks_by_statement ON second_looks (statement_id);

-- Nobody reviews what they wrote, their own group's, or their ward's.
CREATE FUNCTION decisions_refuse_related() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM reviews r JOIN post_authors a ON a.post_id = r.post_id
        WHERE r.id = NEW.review_id AND a.account_id = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'nobody reviews what they wrote' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM reviews r JOIN guides g ON g.group_id = r.group_id
        WHERE r.id = NEW.review_id AND g.account_id = NEW.decided_by
    ) OR EXISTS (
        SELECT 1 FROM reviews r JOIN memberships m ON m.group_id = r.group_id
        WHERE r.id = NEW.review_id AND m.account_id = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'nobody reviews their own group''s work' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM reviews r
        JOIN post_authors a ON a.post_id = r.post_id
        JOIN accounts author ON author.id = a.account_id
        JOIN guardianships w ON w.ward_id = author.identity_id
        WHERE r.id = NEW.review_id AND w.guardian_id = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'nobody reviews their ward''s work' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM reviews r WHERE r.id = NEW.review_id AND NEW.decided_by IN (r.not_by, r.nor_by)) THEN
        RAISE EXCEPTION 'a second look is by another adult' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM reviews r WHERE r.id = NEW.review_id AND r.escalated = 1)
        AND NOT EXISTS (SELECT 1 FROM account_roles l WHERE l.account_id = NEW.decided_by AND l.role = 5)
    THEN
        RAISE EXCEPTION 'what was escalated is for the safeguarding leads alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER decisions_refuse_related BEFORE INSERT ON decisions
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse_related();

-- Nor does anybody take down what they wrote, their own group's, or their ward's.
CREATE FUNCTION takedowns_refuse_related() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM post_authors a WHERE a.post_id = NEW.post_id AND a.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN guides g ON g.group_id = p.group_id
            WHERE p.id = NEW.post_id AND g.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN memberships m ON m.group_id = p.group_id
            WHERE p.id = NEW.post_id AND m.account_id = NEW.taken_down_by)
        OR EXISTS (SELECT 1 FROM post_authors a
            JOIN accounts author ON author.id = a.account_id
            JOIN guardianships w ON w.ward_id = author.identity_id
            WHERE a.post_id = NEW.post_id AND w.guardian_id = NEW.taken_down_by)
    THEN
        RAISE EXCEPTION 'nobody takes down what is theirs' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER takedowns_refuse_related BEFORE INSERT ON takedowns
    FOR EACH ROW EXECUTE FUNCTION takedowns_refuse_related();

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation';
END
$$;

-- Nothing returns from the safeguarding leads to the common queue.
CREATE TRIGGER reviews_refuse_return BEFORE UPDATE OF escalated ON reviews
    FOR EACH ROW WHEN (NEW.escalated < OLD.escalated)
    EXECUTE FUNCTION refuse('what was escalated never returns');

-- Only they close it, once, and what was said of it stays said.
CREATE FUNCTION escalations_refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL
        OR (NEW.post_id, NEW.revision_id, NEW.content_hash, NEW.reason, NEW.note, NEW.escalated_by, NEW.escalated_at)
            IS DISTINCT FROM (OLD.post_id, OLD.revision_id, OLD.content_hash, OLD.reason, OLD.note, OLD.escalated_by, OLD.escalated_at)
        OR (NEW.closed_by IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM account_roles l WHERE l.account_id = NEW.closed_by AND l.role = 5))
        OR EXISTS (SELECT 1 FROM post_authors a WHERE a.post_id = NEW.post_id AND a.account_id = NEW.closed_by)
        OR EXISTS (SELECT 1 FROM posts p JOIN guides g ON g.group_id = p.group_id
            WHERE p.id = NEW.post_id AND g.account_id = NEW.closed_by)
        OR EXISTS (SELECT 1 FROM post_authors a
            JOIN accounts author ON author.id = a.account_id
            JOIN guardianships w ON w.ward_id = author.identity_id
            WHERE a.post_id = NEW.post_id AND w.guardian_id = NEW.closed_by)
    THEN
        RAISE EXCEPTION 'only a safeguarding lead closes it, once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER escalations_refuse_others BEFORE UPDATE ON escalations
    FOR EACH ROW EXECUTE FUNCTION escalations_refuse_others();

-- What is sent while it is open is for them as well.
CREATE FUNCTION reviews_refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.escalated = 0
        AND EXISTS (SELECT 1 FROM escalations e WHERE e.post_id = NEW.post_id AND e.closed_at IS NULL)
    THEN
        RAISE EXCEPTION 'what belongs to an open escalation is for the safeguarding leads' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER reviews_refuse_others BEFORE INSERT ON reviews
    FOR EACH ROW EXECUTE FUNCTION reviews_refuse_others();

-- Of what was escalated only the approvals of leads count.
CREATE FUNCTION revisions_refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 2
        AND EXISTS (SELECT 1 FROM reviews r WHERE r.revision_id = NEW.id AND r.escalated = 1)
        AND EXISTS (SELECT 1 FROM decisions d WHERE d.id IN (NEW.approval_id, NEW.second_approval_id) AND d.as_lead = 0)
    THEN
        RAISE EXCEPTION 'what was escalated is approved by safeguarding leads' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER revisions_refuse_others BEFORE UPDATE OF state ON revisions
    FOR EACH ROW EXECUTE FUNCTION revisions_refuse_others();

CREATE TRIGGER takedowns_refuse_rewriting BEFORE UPDATE ON takedowns
    FOR EACH ROW EXECUTE FUNCTION refuse('a takedown is never changed');

-- A decision is made once.
CREATE TRIGGER decisions_refuse_rewriting BEFORE UPDATE ON decisions
    FOR EACH ROW EXECUTE FUNCTION refuse('a decision is never changed');

-- What was told was told.
CREATE TRIGGER statements_refuse_rewriting BEFORE UPDATE ON statements
    FOR EACH ROW EXECUTE FUNCTION refuse('a statement is never changed');

-- What was decided, withdrawn or superseded stays so.
CREATE TRIGGER reviews_refuse_reopening BEFORE UPDATE OF state ON reviews
    FOR EACH ROW WHEN (OLD.state IN (3, 4, 5) AND NEW.state <> OLD.state)
    EXECUTE FUNCTION refuse('a closed review is never opened again');

CREATE TRIGGER revisions_refuse_unsettling
    BEFORE UPDATE OF state, approval_id, second_approval_id, settled_by, settled_at ON revisions
    FOR EACH ROW WHEN (OLD.state <> 1 AND (CASE NEW.state WHEN 7 THEN 2 ELSE NEW.state END, NEW.approval_id, NEW.second_approval_id, NEW.settled_by, NEW.settled_at)
        IS DISTINCT FROM (OLD.state, OLD.approval_id, OLD.second_approval_id, OLD.settled_by, OLD.settled_at))
    EXECUTE FUNCTION refuse('a revision is settled once');

-- A comment stays under its post, and a reply under its comment: adults read it there.
CREATE TRIGGER posts_refuse_moving BEFORE UPDATE OF depth, commented_id, reply_to_id ON posts
    FOR EACH ROW EXECUTE FUNCTION refuse('a comment stays where it was read');

-- Risky items need two different adults, also afterwards.
CREATE TRIGGER revisions_refuse_fewer_adults BEFORE UPDATE OF required_approvals ON revisions
    FOR EACH ROW WHEN (NEW.required_approvals < OLD.required_approvals)
    EXECUTE FUNCTION refuse('a revision never needs fewer adults');

-- The bytes of a revision never change, whoever asks.
CREATE TRIGGER revisions_refuse_rewriting
    BEFORE UPDATE OF id, post_id, number, title, summary, source, html, language, authors, topics, links, sanitiser_version, content_hash, submitted_by, submitted_at, risks, depth ON revisions
    FOR EACH ROW EXECUTE FUNCTION refuse('a revision is never rewritten');
