-- The fund's books: one row per voucher, line, movement and request; nothing here is ever updated but the
-- running state of member accounts, a voucher's number, and the state of a day.

-- The next id of each kind that no block holds yet.
CREATE TABLE id_block (
    kind TEXT   NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);

-- One row: the day that new postings go to. Its lock is the fence of the day's close.
CREATE TABLE book (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    open_day BIGINT  NOT NULL
);

CREATE TABLE book_day (
    day   BIGINT  NOT NULL PRIMARY KEY,
    state INTEGER NOT NULL CHECK (state IN (1, 2, 3))
);

CREATE TABLE request (
    home   BIGINT NOT NULL,
    key    TEXT   NOT NULL,
    digest BYTEA  NOT NULL,
    answer BIGINT NOT NULL,
    PRIMARY KEY (home, key)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE voucher (
    id       BIGINT  NOT NULL PRIMARY KEY,
    day      BIGINT  NOT NULL,
    kind     INTEGER NOT NULL,
    month_no BIGINT  NOT NULL DEFAULT 0,
    branch   TEXT    NOT NULL,
    reverses BIGINT  NOT NULL DEFAULT 0,
    summary  TEXT    NOT NULL,
    digest   BYTEA   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX voucher_day ON voucher (day);
CREATE UNIQUE INDEX voucher_number ON voucher (month_no) WHERE month_no > 0;
CREATE UNIQUE INDEX voucher_reverses ON voucher (reverses) WHERE reverses > 0;

CREATE TABLE line (
    voucher BIGINT  NOT NULL,
    no      INTEGER NOT NULL,
    account BIGINT  NOT NULL,
    amount  BIGINT  NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (voucher, no)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE gl_balance (
    day     BIGINT NOT NULL,
    branch  TEXT   NOT NULL,
    account BIGINT NOT NULL,
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    PRIMARY KEY (day, branch, account)
) /*sqlite: WITHOUT ROWID */;

-- Members of one list lie next to each other because home is the employer at opening, fixed for life. pk is
-- home and id in one number: SQLite finds and rewrites a row by it in two thirds of the time.
CREATE TABLE member_account (
    pk           /*sqlite: INTEGER NOT NULL PRIMARY KEY */ /*postgres: BIGINT NOT NULL */
                 CHECK (pk = home * 4294967296 + id),
    home         BIGINT  NOT NULL,
    id           BIGINT  NOT NULL,
    balance      BIGINT  NOT NULL DEFAULT 0 CHECK (balance >= 0),
    carried      BIGINT  NOT NULL DEFAULT 0 CHECK (carried >= 0 AND carried <= balance),
    product      BIGINT  NOT NULL DEFAULT 0,
    last_day     BIGINT  NOT NULL,
    seq          BIGINT  NOT NULL DEFAULT 0,
    paid_through BIGINT  NOT NULL DEFAULT 0,
    closed       INTEGER NOT NULL DEFAULT 0,
    /*sqlite: UNIQUE */ /*postgres: PRIMARY KEY */ (home, id)
) /*postgres: WITH (fillfactor = 45) */;

-- Clustered by home, year and account: one list's rows of a year stay close together for writing, and a
-- member's statement is one short range per year.
CREATE TABLE movement (
    home    BIGINT  NOT NULL,
    year    INTEGER NOT NULL,
    account BIGINT  NOT NULL,
    seq     BIGINT  NOT NULL,
    voucher BIGINT  NOT NULL,
    day     BIGINT  NOT NULL,
    kind    INTEGER NOT NULL,
    amount  BIGINT  NOT NULL,
    carried BIGINT  NOT NULL,
    balance BIGINT  NOT NULL,
    PRIMARY KEY (home, year, account, seq)
) /*sqlite: WITHOUT ROWID */;

-- The homes that a voucher moved: they lead from a voucher to its movements without an index on each movement.
CREATE TABLE voucher_home (
    voucher BIGINT NOT NULL,
    home    BIGINT NOT NULL,
    PRIMARY KEY (voucher, home)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE holder_movement (
    account BIGINT  NOT NULL,
    holder  BIGINT  NOT NULL,
    voucher BIGINT  NOT NULL,
    no      INTEGER NOT NULL,
    day     BIGINT  NOT NULL,
    amount  BIGINT  NOT NULL,
    ref     TEXT    NOT NULL,
    PRIMARY KEY (account, holder, voucher, no)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX holder_movement_voucher ON holder_movement (voucher);
CREATE UNIQUE INDEX holder_movement_ref ON holder_movement (account, holder, day, ref) WHERE ref <> '';

CREATE TABLE audit_entry (
    id        BIGINT NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    op        TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    ref       BIGINT NOT NULL,
    canonical BYTEA  NOT NULL,
    leaf      BYTEA  NOT NULL
) /*sqlite: WITHOUT ROWID */;

INSERT INTO book (one, open_day) VALUES (1, 0);
