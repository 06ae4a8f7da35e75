DROP TABLE consultations;
DROP FUNCTION consultations_refuse_authors();
DROP TABLE reviews_given_back;
DROP TABLE review_topics;
DROP TABLE review_preferences;
