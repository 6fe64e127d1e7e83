-- The way of a project through its year (绩效管理全过程). What was written is never changed: a table has versions.
CREATE TABLE selfeval_project (
    id         BIGINT  NOT NULL PRIMARY KEY,
    year       INTEGER NOT NULL,
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 项目支出, 部门整体支出
    name       TEXT    NOT NULL,
    unit       TEXT    NOT NULL,
    department TEXT    NOT NULL,
    profile    TEXT    NOT NULL, -- of the place (口径), or empty
    bound      TEXT    NOT NULL, -- JSON of the measures that rows are bound to, or empty
    stage      TEXT    NOT NULL,
    goal       INTEGER NOT NULL, -- version whose indicators, targets and weights count
    versions   INTEGER NOT NULL CHECK (versions >= goal AND goal >= 1)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX selfeval_project_name ON selfeval_project (year, unit, name);

CREATE TABLE selfeval_version (
    project BIGINT  NOT NULL,
    no      INTEGER NOT NULL CHECK (no >= 1),
    body    TEXT    NOT NULL, -- JSON of the table
    PRIMARY KEY (project, no)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE selfeval_step (
    project  BIGINT  NOT NULL,
    no       INTEGER NOT NULL CHECK (no >= 1),
    stage    TEXT    NOT NULL,
    by_code  TEXT    NOT NULL,
    day      BIGINT  NOT NULL,
    document TEXT    NOT NULL,
    opinion  TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (project, no)
) /*sqlite: WITHOUT ROWID */;

-- The working paper (底稿): what people said of findings and scores, in the order in which they said it.
CREATE TABLE selfeval_said (
    project BIGINT  NOT NULL,
    no      INTEGER NOT NULL CHECK (no >= 1),
    version INTEGER NOT NULL, -- of the table that it was said of
    kind    INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2), -- 说明后保留, 人工认定
    by_code TEXT    NOT NULL,
    body    TEXT    NOT NULL, -- JSON
    PRIMARY KEY (project, no)
) /*sqlite: WITHOUT ROWID */;

-- What a department owes for a row, or for the whole table in row 0, and by when.
CREATE TABLE selfeval_duty (
    project BIGINT  NOT NULL,
    row_no  INTEGER NOT NULL CHECK (row_no >= 0),
    office  TEXT    NOT NULL, -- 责任科室
    due     BIGINT  NOT NULL,
    done    BIGINT  NOT NULL, -- day, or zero
    done_by TEXT    NOT NULL,
    PRIMARY KEY (project, row_no)
) /*sqlite: WITHOUT ROWID */;

-- Evidence (佐证材料) beside a row. The file itself is sealed and stands apart, so that lists never read it.
CREATE TABLE selfeval_attachment (
    id      BIGINT  NOT NULL PRIMARY KEY,
    project BIGINT  NOT NULL,
    row_no  INTEGER NOT NULL CHECK (row_no >= 0),
    name    TEXT    NOT NULL,
    digest  TEXT    NOT NULL, -- SHA-256 of the file
    size    BIGINT  NOT NULL,
    by_code TEXT    NOT NULL,
    day     BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX selfeval_attachment_file ON selfeval_attachment (project, row_no, digest);
CREATE TABLE selfeval_content (
    digest TEXT  NOT NULL PRIMARY KEY,
    body   BYTEA NOT NULL
);
