-- What was measured when a table was submitted (报送时取数): the figure of each row that is bound, with its definition and what
-- stood behind it, so that a later recomputation says whether anything has changed since.
CREATE TABLE selfeval_figure (
    project    BIGINT  NOT NULL,
    step       INTEGER NOT NULL CHECK (step >= 1), -- of the submission
    row_no     INTEGER NOT NULL CHECK (row_no >= 0), -- 0 for 全年执行数
    measure    TEXT    NOT NULL,
    definition TEXT    NOT NULL,
    known      INTEGER NOT NULL CHECK (known BETWEEN 0 AND 1),
    n          BIGINT  NOT NULL, -- in the unit of the measure
    behind     BIGINT  NOT NULL, -- rows that the figure was folded from
    of_count   BIGINT  NOT NULL,
    printed    TEXT    NOT NULL, -- as it stood beside the row
    PRIMARY KEY (project, step, row_no)
) /*sqlite: WITHOUT ROWID */;
