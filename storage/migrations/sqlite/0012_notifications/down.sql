DROP TABLE address_proofs;
DROP TABLE notification_settings;
DROP TABLE notifications;
