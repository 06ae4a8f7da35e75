DROP TABLE sessions;
DROP TABLE guardianships;
DROP TABLE guides;
DROP TABLE memberships;
DROP TABLE groups;
DROP TABLE clearances;
DROP TABLE account_roles;
DROP TABLE accounts;
