DROP TRIGGER revisions_refuse_rewriting;
DROP TRIGGER decisions_refuse_related;
DROP TABLE decisions;
DROP TABLE claims;
DROP TABLE reviews;
