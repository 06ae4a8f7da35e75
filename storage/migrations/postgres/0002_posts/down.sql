ALTER TABLE posts DROP CONSTRAINT posts_published_is_approved;
DROP TABLE revisions;
DROP TABLE drafts;
DROP TABLE published_topics;
DROP TABLE post_authors;
DROP TABLE posts;
DROP TABLE topics;
