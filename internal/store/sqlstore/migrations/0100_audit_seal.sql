-- The sealed log: a number without gaps and a link of the chain for each entry, and how far the sealing is.

CREATE TABLE audit_seal (
    n     BIGINT NOT NULL PRIMARY KEY,
    entry BIGINT NOT NULL,
    link  TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

-- One row. peaks are the roots of the perfect subtrees, the largest first; txn and entry are the place of the last
-- sealed entry in the order of sealing. origin is the server whose transactions are counted, from base on: a database
-- that was moved to another server goes on above the numbers it brings.
CREATE TABLE audit_head (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    size   BIGINT  NOT NULL,
    link   TEXT    NOT NULL,
    peaks  TEXT    NOT NULL,
    txn    BIGINT  NOT NULL,
    entry  BIGINT  NOT NULL,
    origin TEXT    NOT NULL,
    base   BIGINT  NOT NULL
);
INSERT INTO audit_head (one, size, link, peaks, txn, entry, origin, base)
    VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '', 0, 0, '', 0);

-- Which transaction wrote an entry tells whether one that comes before it may still be open. On SQLite, one writer
-- gives ids in the order of its commits. Entries from before this column are all committed.
/*postgres: ALTER TABLE audit_entry ADD COLUMN txn BIGINT NOT NULL DEFAULT 0; */
/*postgres: ALTER TABLE audit_entry ALTER COLUMN txn SET DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT); */
/*postgres: CREATE INDEX audit_entry_sealing ON audit_entry (txn, id); */
