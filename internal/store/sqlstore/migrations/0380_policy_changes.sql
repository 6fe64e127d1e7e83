-- A value may be decided anew on the day from which it holds: the row of the latest version holds, the others stay.
CREATE TABLE policy_row_versions (
    key      TEXT   NOT NULL,
    branch   TEXT   NOT NULL DEFAULT '',
    since    BIGINT NOT NULL,
    value    TEXT   NOT NULL,
    document TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (key, branch, since, version)
) /*sqlite: WITHOUT ROWID */;
INSERT INTO policy_row_versions (key, branch, since, value, document, version)
    SELECT key, branch, since, value, document, version FROM policy_row;
DROP TABLE policy_row;
ALTER TABLE policy_row_versions RENAME TO policy_row;
CREATE INDEX policy_row_version ON policy_row (version);

-- Who decided the values of a version, when and why. Values that came with the centre's files have none.
CREATE TABLE policy_change (
    version BIGINT NOT NULL PRIMARY KEY,
    by_code TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    reason  TEXT   NOT NULL
);
