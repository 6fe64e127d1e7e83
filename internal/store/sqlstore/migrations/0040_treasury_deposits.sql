-- Bank accounts of the centre (银行专户) and the day through which each has had its interest.
CREATE TABLE treasury_bank (
    id      BIGINT  NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL,
    bank    TEXT    NOT NULL,
    number  TEXT    NOT NULL,
    nature  INTEGER NOT NULL CHECK (nature IN (1, 3)),
    opened  BIGINT  NOT NULL,
    through BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;

-- Time deposits of the fund (定期存款).
CREATE TABLE treasury_deposit (
    id      BIGINT  NOT NULL PRIMARY KEY,
    bank    BIGINT  NOT NULL,
    amount  BIGINT  NOT NULL CHECK (amount > 0),
    rate    BIGINT  NOT NULL,
    months  INTEGER NOT NULL,
    placed  BIGINT  NOT NULL,
    due     BIGINT  NOT NULL,
    accrued BIGINT  NOT NULL DEFAULT 0,
    drawn   BIGINT  NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;

-- Ranges of member accounts whose interest of a year is credited (年度结息批次). The next one begins after the last.
CREATE TABLE treasury_chunk (
    year         INTEGER NOT NULL,
    no           INTEGER NOT NULL,
    through_home BIGINT  NOT NULL,
    through_id   BIGINT  NOT NULL,
    accounts     BIGINT  NOT NULL,
    movements    BIGINT  NOT NULL,
    interest     BIGINT  NOT NULL,
    voucher      BIGINT  NOT NULL,
    PRIMARY KEY (year, no)
) /*sqlite: WITHOUT ROWID */;
