-- What was kept of a submission besides the figure of each row: the figures that say more about it (佐证取数), and which
-- version of each definition all of them were computed by.
CREATE TABLE selfeval_figure_also (
    project    BIGINT  NOT NULL,
    step       INTEGER NOT NULL CHECK (step >= 1), -- of the submission
    row_no     INTEGER NOT NULL CHECK (row_no >= 0),
    no         INTEGER NOT NULL CHECK (no >= 1), -- among those of the row
    measure    TEXT    NOT NULL,
    definition TEXT    NOT NULL,
    known      INTEGER NOT NULL CHECK (known BETWEEN 0 AND 1),
    n          BIGINT  NOT NULL,
    behind     BIGINT  NOT NULL,
    of_count   BIGINT  NOT NULL,
    printed    TEXT    NOT NULL,
    PRIMARY KEY (project, step, row_no, no)
) /*sqlite: WITHOUT ROWID */;
CREATE TABLE selfeval_figure_version (
    project BIGINT  NOT NULL,
    step    INTEGER NOT NULL CHECK (step >= 1),
    measure TEXT    NOT NULL,
    version TEXT    NOT NULL, -- 口径版本
    PRIMARY KEY (project, step, measure)
) /*sqlite: WITHOUT ROWID */;
