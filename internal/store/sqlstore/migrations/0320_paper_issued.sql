-- Papers that were given out (文书). Nothing of a paper is changed but how often it was printed.
CREATE TABLE paper (
    no      TEXT    NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL,
    wording INTEGER NOT NULL CHECK (wording >= 1), -- of the kind, as the paper was given out
    case_id BIGINT  NOT NULL,
    entry   INTEGER NOT NULL CHECK (entry >= 1), -- of the case, which called for it
    issued  BIGINT  NOT NULL,
    body    BYTEA   NOT NULL, -- sealed
    mark    TEXT    NOT NULL, -- keyed digest of its code
    prints  INTEGER NOT NULL CHECK (prints >= 0)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX paper_mark ON paper (mark);
-- An entry of a case has one paper of a kind.
CREATE UNIQUE INDEX paper_case ON paper (case_id, entry, kind);

-- The last number of a series in a year (编号), which the unit that takes the next one moves: numbers have no gaps.
CREATE TABLE paper_series (
    series INTEGER NOT NULL,
    year   INTEGER NOT NULL,
    last   BIGINT  NOT NULL CHECK (last >= 1),
    PRIMARY KEY (series, year)
) /*sqlite: WITHOUT ROWID */;

-- The files of closed cases (一件一档).
CREATE TABLE paper_file (
    case_id BIGINT  NOT NULL PRIMARY KEY,
    number  TEXT    NOT NULL,
    closed  BIGINT  NOT NULL,
    years   INTEGER NOT NULL CHECK (years >= 0), -- 保管期限, zero for ever
    items   TEXT    NOT NULL, -- names, digests and sizes
    seal    BYTEA   NOT NULL, -- keyed, over all of the catalogue
    record  BYTEA   NOT NULL, -- sealed
    entries INTEGER NOT NULL
) /*sqlite: WITHOUT ROWID */;
