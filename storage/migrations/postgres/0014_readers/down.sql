DROP TRIGGER post_authors_refuse_readers ON post_authors;
DROP FUNCTION post_authors_refuse_readers;
DROP TABLE comment_receipts;
DELETE FROM accounts WHERE id = '00000000-0000-7000-8000-000000000001';
