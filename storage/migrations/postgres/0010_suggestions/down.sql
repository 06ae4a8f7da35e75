DROP TABLE suggestions;
DROP FUNCTION suggestions_refuse_others();
