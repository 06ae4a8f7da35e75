DROP TRIGGER post_authors_refuse_readers;
DROP TABLE comment_receipts;
DELETE FROM accounts WHERE id = x'00000000000070008000000000000001';
