DROP TABLE consultations;
DROP TABLE reviews_given_back;
DROP TABLE review_topics;
DROP TABLE review_preferences;
