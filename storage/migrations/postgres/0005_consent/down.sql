DROP TABLE consent_words;
