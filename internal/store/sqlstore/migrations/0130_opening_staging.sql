-- The staging area of an opening: what another system handed in, row by row, beside the books and never in them. ref is
-- the number of the file times 10000000 and the row in it. What identifies or reaches a person stands here only sealed.

-- One row: how far the opening is. state is 1 loading, 2 loaded, 3 under way, 4 done.
CREATE TABLE opening (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    state  INTEGER NOT NULL,
    day    BIGINT  NOT NULL,
    name   TEXT    NOT NULL,
    loaded BIGINT  NOT NULL
);

CREATE TABLE opening_file (
    no   BIGINT NOT NULL PRIMARY KEY,
    tab  TEXT   NOT NULL,
    name TEXT   NOT NULL,
    rows BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;

-- The work list. Findings of the load (by 1) go with the next load, those of the check (by 2) with the next check.
CREATE TABLE opening_finding (
    id     BIGINT  NOT NULL PRIMARY KEY,
    made   INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    tab    TEXT    NOT NULL,
    ref    BIGINT  NOT NULL,
    name   TEXT    NOT NULL,
    detail TEXT    NOT NULL,
    day    BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_centre (
    ref  BIGINT NOT NULL PRIMARY KEY,
    name TEXT   NOT NULL,
    day  BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;

-- given is what the books made of a row: the employer's id, the member's number, the loan's id.
CREATE TABLE opening_employer (
    ref           BIGINT NOT NULL PRIMARY KEY,
    no            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    uscc          TEXT   NOT NULL,
    office        TEXT   NOT NULL,
    founded       BIGINT NOT NULL,
    opened        BIGINT NOT NULL,
    pay_day       BIGINT NOT NULL,
    agent         TEXT   NOT NULL,
    agent_mobile  TEXT   NOT NULL,
    payer_account TEXT   NOT NULL,
    given         BIGINT NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_employer_no ON opening_employer (no);
CREATE INDEX opening_employer_uscc ON opening_employer (uscc);

CREATE TABLE opening_unit (
    ref            BIGINT NOT NULL PRIMARY KEY,
    no             TEXT   NOT NULL,
    employer_ratio BIGINT NOT NULL,
    member_ratio   BIGINT NOT NULL,
    normal         BIGINT NOT NULL,
    sealed         BIGINT NOT NULL,
    balance        BIGINT NOT NULL,
    state          TEXT   NOT NULL,
    paid_through   BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_unit_no ON opening_unit (no);

CREATE TABLE opening_person (
    ref         BIGINT NOT NULL PRIMARY KEY,
    no          TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    id_kind     TEXT   NOT NULL,
    id_no       TEXT   NOT NULL,
    id_no_index TEXT   NOT NULL,
    mobile      TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_person_no ON opening_person (no);
CREATE INDEX opening_person_index ON opening_person (id_no_index);

CREATE TABLE opening_account (
    ref           BIGINT NOT NULL PRIMARY KEY,
    no            TEXT   NOT NULL,
    employer      TEXT   NOT NULL,
    state         TEXT   NOT NULL,
    opened        BIGINT NOT NULL,
    base          BIGINT NOT NULL,
    employer_part BIGINT NOT NULL,
    member_part   BIGINT NOT NULL,
    balance       BIGINT NOT NULL,
    carried       BIGINT NOT NULL,
    current_part  BIGINT NOT NULL,
    product       BIGINT NOT NULL,
    paid_through  BIGINT NOT NULL,
    since         BIGINT NOT NULL,
    sealed_from   BIGINT NOT NULL,
    seal_reason   TEXT   NOT NULL,
    card          TEXT   NOT NULL,
    given         TEXT   NOT NULL DEFAULT ''
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_account_no ON opening_account (no);
CREATE INDEX opening_account_employer ON opening_account (employer, ref);

CREATE TABLE opening_contract (
    ref     BIGINT NOT NULL PRIMARY KEY,
    no      TEXT   NOT NULL,
    account TEXT   NOT NULL,
    method  TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    amount  BIGINT NOT NULL,
    months  BIGINT NOT NULL,
    due_day BIGINT NOT NULL,
    signed  BIGINT NOT NULL,
    homes   TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_contract_no ON opening_contract (no);

CREATE TABLE opening_loan (
    ref       BIGINT NOT NULL PRIMARY KEY,
    no        TEXT   NOT NULL,
    contract  TEXT   NOT NULL,
    lent      BIGINT NOT NULL,
    disbursed BIGINT NOT NULL,
    balance   BIGINT NOT NULL,
    rate      BIGINT NOT NULL,
    payment   BIGINT NOT NULL,
    next      BIGINT NOT NULL,
    next_due  BIGINT NOT NULL,
    overdue   BIGINT NOT NULL,
    unpaid    BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_loan_no ON opening_loan (no);
CREATE INDEX opening_loan_contract ON opening_loan (contract);

CREATE TABLE opening_arrear (
    ref       BIGINT NOT NULL PRIMARY KEY,
    loan      TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    due       BIGINT NOT NULL,
    principal BIGINT NOT NULL,
    interest  BIGINT NOT NULL,
    penalty   BIGINT NOT NULL,
    since     BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_arrear_loan ON opening_arrear (loan, number);

CREATE TABLE opening_bank (
    ref     BIGINT NOT NULL PRIMARY KEY,
    id      BIGINT NOT NULL,
    number  TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    bank    TEXT   NOT NULL,
    nature  TEXT   NOT NULL,
    balance BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX opening_bank_number ON opening_bank (number);

CREATE TABLE opening_deposit (
    ref     BIGINT NOT NULL PRIMARY KEY,
    no      TEXT   NOT NULL,
    bank    TEXT   NOT NULL,
    rate    BIGINT NOT NULL,
    amount  BIGINT NOT NULL,
    placed  BIGINT NOT NULL,
    due     BIGINT NOT NULL,
    months  BIGINT NOT NULL,
    accrued BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_suspense (
    ref           BIGINT NOT NULL PRIMARY KEY,
    kind          TEXT   NOT NULL,
    employer      TEXT   NOT NULL,
    payer_account TEXT   NOT NULL,
    payer_name    TEXT   NOT NULL,
    amount        BIGINT NOT NULL,
    arrived       BIGINT NOT NULL,
    serial        TEXT   NOT NULL,
    bank          TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_ledger (
    ref     BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    side    TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_freeze (
    ref       BIGINT NOT NULL PRIMARY KEY,
    account   TEXT   NOT NULL,
    amount    BIGINT NOT NULL,
    since     BIGINT NOT NULL,
    until     BIGINT NOT NULL,
    authority TEXT   NOT NULL,
    document  TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_ban (
    ref      BIGINT NOT NULL PRIMARY KEY,
    account  TEXT   NOT NULL,
    decided  BIGINT NOT NULL,
    until    BIGINT NOT NULL,
    document TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_drawn (
    ref     BIGINT NOT NULL PRIMARY KEY,
    account TEXT   NOT NULL,
    reason  TEXT   NOT NULL,
    day     BIGINT NOT NULL,
    amount  BIGINT NOT NULL,
    house   TEXT   NOT NULL,
    family  TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE opening_control (
    ref    BIGINT NOT NULL PRIMARY KEY,
    item   TEXT   NOT NULL,
    object TEXT   NOT NULL,
    value  BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
