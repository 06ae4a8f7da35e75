-- What adults say of the texts that they read, and what they ask each other about one of them.

-- Which texts are offered to an adult. Whoever has no row is offered all of them. Nobody else reads it.
CREATE TABLE review_preferences (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    languages smallint NOT NULL CHECK (languages BETWEEN 0 AND 63),
    without_themes smallint NOT NULL CHECK (without_themes BETWEEN 0 AND 255),
    without_topics text NOT NULL
);

CREATE TABLE review_topics (
    review_id uuid NOT NULL REFERENCES reviews (id),
    topic_id uuid NOT NULL REFERENCES topics (id),
    PRIMARY KEY (review_id, topic_id)
);

-- What somebody gave back is not offered to them for a while. After that nothing says that they did.
CREATE TABLE reviews_given_back (
    account_id uuid NOT NULL REFERENCES accounts (id),
    review_id uuid NOT NULL REFERENCES reviews (id),
    rests_until timestamptz NOT NULL,
    PRIMARY KEY (account_id, review_id)
);

CREATE INDEX reviews_given_back_by_end ON reviews_given_back (rests_until);

-- What whoever holds a review asks a colleague about it: part of the review, for all who may read it.
CREATE TABLE consultations (
    id uuid PRIMARY KEY,
    review_id uuid NOT NULL REFERENCES reviews (id),
    asked_by uuid NOT NULL REFERENCES accounts (id),
    colleague_id uuid NOT NULL REFERENCES accounts (id),
    question text NOT NULL CHECK (question <> ''),
    asked_at timestamptz NOT NULL,
    answer text CHECK (answer <> ''),
    answered_at timestamptz,
    CHECK (asked_by <> colleague_id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);

CREATE INDEX consultations_by_review ON consultations (review_id);

CREATE INDEX consultations_unanswered ON consultations (colleague_id, asked_at, id) WHERE answered_at IS NULL;

-- What was asked stays asked, and is answered once.
CREATE TRIGGER consultations_refuse_rewriting BEFORE UPDATE ON consultations
    FOR EACH ROW WHEN (
        OLD.answered_at IS NOT NULL
        OR (NEW.review_id, NEW.asked_by, NEW.colleague_id, NEW.question, NEW.asked_at)
            IS DISTINCT FROM (OLD.review_id, OLD.asked_by, OLD.colleague_id, OLD.question, OLD.asked_at)
    )
    EXECUTE FUNCTION refuse('a question is answered once and never changed');

-- Nobody asks or answers about what they wrote: they read no review of it.
CREATE FUNCTION consultations_refuse_authors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM reviews r JOIN post_authors a ON a.post_id = r.post_id
        WHERE r.id = NEW.review_id AND a.account_id IN (NEW.asked_by, NEW.colleague_id)
    ) THEN
        RAISE EXCEPTION 'no author reads what is asked about their text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER consultations_refuse_authors BEFORE INSERT ON consultations
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_authors();

CREATE TRIGGER consultations_refuse_answered BEFORE INSERT ON consultations
    FOR EACH ROW WHEN (NEW.answered_at IS NOT NULL)
    EXECUTE FUNCTION refuse('a question begins without an answer');

CREATE TRIGGER consultations_refuse_delete BEFORE DELETE ON consultations
    FOR EACH ROW EXECUTE FUNCTION refuse('a question stays with its review');
