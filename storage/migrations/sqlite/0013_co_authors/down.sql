DROP TRIGGER decisions_refuse_unsigned;
DROP TRIGGER post_authors_refuse_rewriting;
DROP TRIGGER post_authors_refuse_leaving;
DROP TRIGGER post_authors_refuse_joining;
DROP TABLE co_author_words;
DROP TABLE co_author_invitations;
