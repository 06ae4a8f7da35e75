DROP TABLE epochs;
DROP TABLE jobs;
DROP TABLE answered_mutations;
DROP TABLE audit_check;
DROP TABLE audit_head;
DROP TABLE audit_pending;
DROP TABLE audit_chain;
DROP TABLE audit_records;
