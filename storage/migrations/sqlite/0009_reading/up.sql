-- What adults say of the texts that they read, and what they ask each other about one of them.

-- Which texts are offered to an adult. Whoever has no row is offered all of them. Nobody else reads it.
CREATE TABLE review_preferences (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id),
    languages INTEGER NOT NULL CHECK (languages BETWEEN 0 AND 63),
    without_themes INTEGER NOT NULL CHECK (without_themes BETWEEN 0 AND 255),
    without_topics TEXT NOT NULL
) STRICT;

CREATE TABLE review_topics (
    review_id BLOB NOT NULL REFERENCES reviews (id),
    topic_id BLOB NOT NULL REFERENCES topics (id),
    PRIMARY KEY (review_id, topic_id)
) STRICT;

-- What somebody gave back is not offered to them for a while. After that nothing says that they did.
CREATE TABLE reviews_given_back (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    review_id BLOB NOT NULL REFERENCES reviews (id),
    rests_until INTEGER NOT NULL,
    PRIMARY KEY (account_id, review_id)
) STRICT;

CREATE INDEX reviews_given_back_by_end ON reviews_given_back (rests_until);

-- What whoever holds a review asks a colleague about it: part of the review, for all who may read it.
CREATE TABLE consultations (
    id BLOB PRIMARY KEY,
    review_id BLOB NOT NULL REFERENCES reviews (id),
    asked_by BLOB NOT NULL REFERENCES accounts (id),
    colleague_id BLOB NOT NULL REFERENCES accounts (id),
    question TEXT NOT NULL CHECK (question <> ''),
    asked_at INTEGER NOT NULL,
    answer TEXT CHECK (answer <> ''),
    answered_at INTEGER,
    CHECK (asked_by <> colleague_id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;

CREATE INDEX consultations_by_review ON consultations (review_id);

CREATE INDEX consultations_unanswered ON consultations (colleague_id, asked_at, id) WHERE answered_at IS NULL;

-- What was asked stays asked, and is answered once.
CREATE TRIGGER consultations_refuse_rewriting BEFORE UPDATE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a question is answered once and never changed')
    WHERE OLD.answered_at IS NOT NULL
        OR (NEW.review_id, NEW.asked_by, NEW.colleague_id, NEW.question, NEW.asked_at)
            IS NOT (OLD.review_id, OLD.asked_by, OLD.colleague_id, OLD.question, OLD.asked_at);
END;

-- Nobody asks or answers about what they wrote: they read no review of it.
CREATE TRIGGER consultations_refuse_authors BEFORE INSERT ON consultations
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: no author reads what is asked about their text')
    WHERE EXISTS (
        SELECT 1 FROM reviews r JOIN post_authors a ON a.post_id = r.post_id
        WHERE r.id = NEW.review_id AND a.account_id IN (NEW.asked_by, NEW.colleague_id)
    );
END;

CREATE TRIGGER consultations_refuse_answered BEFORE INSERT ON consultations
WHEN NEW.answered_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a question begins without an answer');
END;

CREATE TRIGGER consultations_refuse_delete BEFORE DELETE ON consultations
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: a question stays with its review');
END;
