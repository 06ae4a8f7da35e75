-- Whose comments a correspondent does not want to see. Nobody else is told, but for adults who read what is written to somebody who
-- blocked its author. What was blocked stays on record until the one who did it takes it back.
CREATE TABLE silences (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    other_id BLOB NOT NULL REFERENCES accounts (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
    since INTEGER NOT NULL,
    PRIMARY KEY (account_id, other_id),
    CHECK (account_id <> other_id)
) STRICT;
