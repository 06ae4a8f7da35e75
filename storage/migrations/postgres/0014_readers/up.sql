-- Comments of readers without an account. One account, with which nobody signs in, stands as their author, so that whatever holds for authors holds for them.
INSERT INTO accounts (id, login, pen_name, pen_name_skeleton, passphrase, language, avatar, standing, created_at, passphrase_at)
VALUES ('00000000-0000-7000-8000-000000000001', '', 'Readers', '', '', 1, '000000', 3, 'epoch', 'epoch');

-- What lets whoever wrote such a comment see what became of it: the hash of a code that they were shown once. Readers speak to posts, not to comments.
CREATE TABLE comment_receipts (
    post_id uuid PRIMARY KEY,
    author_id uuid NOT NULL CHECK (author_id = '00000000-0000-7000-8000-000000000001'),
    commented_id uuid NOT NULL,
    depth smallint NOT NULL DEFAULT 1 CHECK (depth = 1),
    code_hash bytea NOT NULL UNIQUE CHECK (length(code_hash) = 32),
    made_at timestamptz NOT NULL,
    FOREIGN KEY (post_id, author_id) REFERENCES post_authors (post_id, account_id),
    FOREIGN KEY (post_id, commented_id, depth) REFERENCES posts (id, commented_id, depth)
);

CREATE INDEX comment_receipts_by_post ON comment_receipts (commented_id, made_at DESC);

CREATE INDEX comment_receipts_by_time ON comment_receipts (made_at);

-- They are the author of nothing else.
CREATE FUNCTION post_authors_refuse_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.account_id = '00000000-0000-7000-8000-000000000001' AND (
        NEW.position <> 0 OR NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = NEW.post_id AND p.depth = 1)
    ) THEN
        RAISE EXCEPTION 'readers without an account comment on posts, alone' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER post_authors_refuse_readers BEFORE INSERT ON post_authors
    FOR EACH ROW EXECUTE FUNCTION post_authors_refuse_readers();
