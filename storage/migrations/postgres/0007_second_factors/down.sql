DROP TABLE ceremonies;
DROP TABLE recovery_codes;
DROP TABLE passkeys;
DROP TABLE second_factors;
