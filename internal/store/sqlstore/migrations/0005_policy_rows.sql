-- Parameters of the business, dated. A row is never changed: a new value is a new row from a later day.
CREATE TABLE policy_row (
    key      TEXT   NOT NULL,
    branch   TEXT   NOT NULL DEFAULT '',
    since    BIGINT NOT NULL,
    value    TEXT   NOT NULL,
    document TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (key, branch, since)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX policy_row_version ON policy_row (version);
