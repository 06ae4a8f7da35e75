-- Posts and comments, drafts and revisions. A post points to one approved revision; nothing else is ever public. A comment is a post that
-- stands under another one: the same pointer, the same road.
CREATE TABLE topics (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    -- The name in small letters: no two are alike.
    folded text NOT NULL UNIQUE
);

CREATE TABLE posts (
    id uuid PRIMARY KEY,
    group_id uuid NOT NULL REFERENCES groups (id),
    slug text UNIQUE,
    published_revision_id uuid,
    published_state smallint NOT NULL DEFAULT 2 CHECK (published_state = 2),
    published_language smallint CHECK (published_language BETWEEN 1 AND 6),
    published_on date,
    revised_on date,
    shuffle uuid NOT NULL,
    created_at timestamptz NOT NULL,
    taken_down_id uuid,
    depth smallint NOT NULL CHECK (depth BETWEEN 0 AND 2),
    commented_id uuid,
    commented_depth smallint NOT NULL DEFAULT 0 CHECK (commented_depth = 0),
    reply_to_id uuid,
    reply_to_depth smallint NOT NULL DEFAULT 1 CHECK (reply_to_depth = 1),
    place bytea,
    closed_by_author smallint NOT NULL DEFAULT 0 CHECK (closed_by_author IN (0, 1)),
    closed_by_adult smallint CHECK (closed_by_adult BETWEEN 2 AND 4),
    UNIQUE (id, group_id),
    UNIQUE (id, depth),
    UNIQUE (id, commented_id, depth),
    CHECK ((depth = 0) = (commented_id IS NULL)),
    CHECK ((depth = 2) = (reply_to_id IS NOT NULL)),
    CHECK (depth = 0 OR (slug IS NULL AND closed_by_author = 0 AND closed_by_adult IS NULL)),
    CHECK ((depth = 0 OR published_on IS NULL) = (place IS NULL)),
    CHECK (taken_down_id IS NULL OR published_revision_id IS NULL),
    CHECK (published_revision_id IS NULL OR (published_on IS NOT NULL AND published_language IS NOT NULL)),
    CHECK (depth > 0 OR (slug IS NULL) = (published_on IS NULL)),
    FOREIGN KEY (commented_id, commented_depth) REFERENCES posts (id, depth),
    FOREIGN KEY (reply_to_id, commented_id, reply_to_depth) REFERENCES posts (id, commented_id, depth)
);

CREATE INDEX posts_public ON posts (published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_by_group ON posts (group_id, published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_by_language ON posts (published_language, published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_comments ON posts (commented_id, place) WHERE published_revision_id IS NOT NULL;

CREATE TABLE post_authors (
    post_id uuid NOT NULL REFERENCES posts (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    position smallint NOT NULL CHECK (position >= 0),
    PRIMARY KEY (post_id, account_id),
    UNIQUE (post_id, position)
);

CREATE INDEX post_authors_by_account ON post_authors (account_id, post_id);

CREATE TABLE published_topics (
    topic_id uuid NOT NULL REFERENCES topics (id),
    post_id uuid NOT NULL REFERENCES posts (id),
    published_on date NOT NULL,
    shuffle uuid NOT NULL,
    PRIMARY KEY (post_id, topic_id)
);

CREATE INDEX published_topics_in_order ON published_topics (topic_id, published_on DESC, shuffle DESC);

CREATE TABLE drafts (
    post_id uuid PRIMARY KEY REFERENCES posts (id),
    title text,
    summary text,
    body text,
    language smallint NOT NULL CHECK (language BETWEEN 1 AND 6),
    topics text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    saved_at timestamptz NOT NULL
);

CREATE TABLE revisions (
    id uuid PRIMARY KEY,
    post_id uuid NOT NULL REFERENCES posts (id),
    number integer NOT NULL CHECK (number >= 1),
    title text,
    summary text,
    source text NOT NULL,
    html text NOT NULL,
    language smallint NOT NULL CHECK (language BETWEEN 1 AND 6),
    authors text NOT NULL,
    topics text NOT NULL,
    links text NOT NULL,
    sanitiser_version text NOT NULL,
    content_hash bytea NOT NULL,
    lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 5),
    findings text NOT NULL,
    findings_shown smallint NOT NULL CHECK (findings_shown IN (0, 1)),
    rules_version text NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_at timestamptz NOT NULL,
    required_approvals smallint NOT NULL CHECK (required_approvals IN (1, 2)),
    risks smallint NOT NULL CHECK (risks BETWEEN 0 AND 127),
    state smallint NOT NULL CHECK (state BETWEEN 1 AND 7),
    approval_id uuid,
    second_approval_id uuid,
    approve_kind smallint NOT NULL DEFAULT 1 CHECK (approve_kind = 1),
    settled_by uuid,
    settled_kind smallint,
    settled_at timestamptz,
    takedown_id uuid,
    depth smallint NOT NULL,
    UNIQUE (id, post_id, state),
    UNIQUE (id, post_id, content_hash),
    UNIQUE (post_id, number),
    CHECK ((depth = 0) = (title IS NOT NULL)),
    CHECK (depth = 0 OR (summary IS NULL AND topics = '[]')),
    CHECK ((risks = 0) = (required_approvals = 1)),
    CHECK ((state IN (2, 7)) = (approval_id IS NOT NULL)),
    CHECK ((state = 7) = (takedown_id IS NOT NULL)),
    CHECK (takedown_id = id),
    CHECK (state NOT IN (2, 7) OR required_approvals = 1 OR second_approval_id IS NOT NULL),
    CHECK (second_approval_id IS NULL OR (approval_id IS NOT NULL AND second_approval_id <> approval_id)),
    CHECK ((state IN (3, 4)) = (settled_by IS NOT NULL)),
    CHECK ((settled_by IS NULL) = (settled_kind IS NULL)),
    CHECK (settled_kind IS NULL OR settled_kind = state - 1),
    CHECK ((state = 1) = (settled_at IS NULL)),
    FOREIGN KEY (post_id, depth) REFERENCES posts (id, depth),
    FOREIGN KEY (post_id, submitted_by) REFERENCES post_authors (post_id, account_id)
);

-- Whose work was approved before.
CREATE INDEX revisions_approved ON revisions (post_id) WHERE state = 2;
-- What somebody submitted last is read together with what they submit next.
CREATE INDEX revisions_by_submitter ON revisions (submitted_by, submitted_at DESC);

ALTER TABLE posts ADD CONSTRAINT posts_published_is_approved
    FOREIGN KEY (published_revision_id, id, published_state) REFERENCES revisions (id, post_id, state);
