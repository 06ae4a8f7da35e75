DROP TABLE adult_invitations;
DROP TABLE guardian_askings;
DROP TABLE mails;
DROP TABLE guardian_links;
DROP TABLE invitations;
