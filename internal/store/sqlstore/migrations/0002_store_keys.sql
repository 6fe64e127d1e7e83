-- One row: the fingerprint of the key set that this database was made with.
CREATE TABLE key_set (
    one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT    NOT NULL
);
