DROP TRIGGER decisions_refuse_unsigned ON decisions;
DROP FUNCTION decisions_refuse_unsigned();
DROP TRIGGER post_authors_refuse_rewriting ON post_authors;
DROP TRIGGER post_authors_refuse_leaving ON post_authors;
DROP FUNCTION post_authors_refuse_leaving();
DROP TRIGGER post_authors_refuse_joining ON post_authors;
DROP FUNCTION post_authors_refuse_joining();
DROP TABLE co_author_words;
DROP TABLE co_author_invitations;
