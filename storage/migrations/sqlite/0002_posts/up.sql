-- Posts and comments, drafts and revisions. A post points to one approved revision; nothing else is ever public. A comment is a post that
-- stands under another one: the same pointer, the same road.
CREATE TABLE topics (
    id BLOB PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The name in small letters: no two are alike.
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE posts (
    id BLOB PRIMARY KEY,
    group_id BLOB NOT NULL REFERENCES groups (id),
    slug TEXT UNIQUE,
    published_revision_id BLOB,
    published_state INTEGER NOT NULL DEFAULT 2 CHECK (published_state = 2),
    published_language INTEGER CHECK (published_language BETWEEN 1 AND 6),
    published_on TEXT,
    revised_on TEXT,
    shuffle BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    taken_down_id BLOB,
    depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 2),
    commented_id BLOB,
    commented_depth INTEGER NOT NULL DEFAULT 0 CHECK (commented_depth = 0),
    reply_to_id BLOB,
    reply_to_depth INTEGER NOT NULL DEFAULT 1 CHECK (reply_to_depth = 1),
    place BLOB,
    closed_by_author INTEGER NOT NULL DEFAULT 0 CHECK (closed_by_author IN (0, 1)),
    closed_by_adult INTEGER CHECK (closed_by_adult BETWEEN 2 AND 4),
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
    FOREIGN KEY (reply_to_id, commented_id, reply_to_depth) REFERENCES posts (id, commented_id, depth),
    FOREIGN KEY (taken_down_id) REFERENCES takedowns (revision_id),
    FOREIGN KEY (published_revision_id, id, published_state) REFERENCES revisions (id, post_id, state)
) STRICT;

CREATE INDEX posts_public ON posts (published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_by_group ON posts (group_id, published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_by_language ON posts (published_language, published_on DESC, shuffle DESC) WHERE published_revision_id IS NOT NULL AND commented_id IS NULL;

CREATE INDEX posts_public_comments ON posts (commented_id, place) WHERE published_revision_id IS NOT NULL;

CREATE TABLE post_authors (
    post_id BLOB NOT NULL REFERENCES posts (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (post_id, account_id),
    UNIQUE (post_id, position)
) STRICT;

CREATE INDEX post_authors_by_account ON post_authors (account_id, post_id);

CREATE TABLE published_topics (
    topic_id BLOB NOT NULL REFERENCES topics (id),
    post_id BLOB NOT NULL REFERENCES posts (id),
    published_on TEXT NOT NULL,
    shuffle BLOB NOT NULL,
    PRIMARY KEY (post_id, topic_id)
) STRICT;

CREATE INDEX published_topics_in_order ON published_topics (topic_id, published_on DESC, shuffle DESC);

CREATE TABLE drafts (
    post_id BLOB PRIMARY KEY REFERENCES posts (id),
    title TEXT,
    summary TEXT,
    body TEXT,
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    topics TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE revisions (
    id BLOB PRIMARY KEY,
    post_id BLOB NOT NULL REFERENCES posts (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    title TEXT,
    summary TEXT,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    language INTEGER NOT NULL CHECK (language BETWEEN 1 AND 6),
    authors TEXT NOT NULL,
    topics TEXT NOT NULL,
    links TEXT NOT NULL,
    sanitiser_version TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    lane INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 5),
    findings TEXT NOT NULL,
    findings_shown INTEGER NOT NULL CHECK (findings_shown IN (0, 1)),
    rules_version TEXT NOT NULL,
    submitted_by BLOB NOT NULL,
    submitted_at INTEGER NOT NULL,
    required_approvals INTEGER NOT NULL CHECK (required_approvals IN (1, 2)),
    risks INTEGER NOT NULL CHECK (risks BETWEEN 0 AND 127),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 7),
    approval_id BLOB,
    second_approval_id BLOB,
    approve_kind INTEGER NOT NULL DEFAULT 1 CHECK (approve_kind = 1),
    settled_by BLOB,
    settled_kind INTEGER,
    settled_at INTEGER,
    takedown_id BLOB,
    depth INTEGER NOT NULL,
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
    FOREIGN KEY (takedown_id) REFERENCES takedowns (revision_id),
    FOREIGN KEY (approval_id, id, content_hash, approve_kind) REFERENCES decisions (id, revision_id, content_hash, kind),
    FOREIGN KEY (second_approval_id, id, content_hash, approve_kind) REFERENCES decisions (id, revision_id, content_hash, kind),
    FOREIGN KEY (settled_by, id, content_hash, settled_kind) REFERENCES decisions (id, revision_id, content_hash, kind),
    FOREIGN KEY (post_id, depth) REFERENCES posts (id, depth),
    FOREIGN KEY (post_id, submitted_by) REFERENCES post_authors (post_id, account_id)
) STRICT;

-- Whose work was approved before.
CREATE INDEX revisions_approved ON revisions (post_id) WHERE state = 2;
-- What somebody submitted last is read together with what they submit next.
CREATE INDEX revisions_by_submitter ON revisions (submitted_by, submitted_at DESC);
