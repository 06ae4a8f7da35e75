DROP TABLE revisions;
DROP TABLE drafts;
DROP TABLE published_topics;
DROP TABLE post_authors;
DROP TABLE posts;
DROP TABLE topics;
