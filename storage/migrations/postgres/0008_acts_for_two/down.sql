DROP TABLE acts_for_two;
