-- What papers from outside the books state of a year (外部文件所列数), beside the figures that are measured. Nothing is
-- changed: of a paper that was registered several times the latest counts.
CREATE TABLE selfeval_outside (
    id        BIGINT  NOT NULL, -- of the request that registered it
    no        INTEGER NOT NULL CHECK (no >= 1),
    year      INTEGER NOT NULL,
    paper     TEXT    NOT NULL, -- 文件种类
    paper_no  TEXT    NOT NULL, -- 文号或编号
    dated     BIGINT  NOT NULL,
    item      TEXT    NOT NULL, -- 事项, as the paper calls it
    measure   TEXT    NOT NULL,
    amount    BIGINT  NOT NULL, -- fen
    printed   TEXT    NOT NULL, -- as the paper prints it, with its unit
    page      TEXT    NOT NULL,
    by_code   TEXT    NOT NULL,
    day       BIGINT  NOT NULL,
    PRIMARY KEY (id, no)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX selfeval_outside_year ON selfeval_outside (year, paper, paper_no, id);
