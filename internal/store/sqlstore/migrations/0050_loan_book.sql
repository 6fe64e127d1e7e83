-- Housing loans. What people agreed on stands in loan; what every instalment changes stands in loan_running, so
-- that a debit run rewrites short rows only.

CREATE TABLE loan (
    id           BIGINT  NOT NULL PRIMARY KEY,
    state        INTEGER NOT NULL,
    branch       TEXT    NOT NULL,
    home         BIGINT  NOT NULL,
    account      BIGINT  NOT NULL,
    partner_home BIGINT  NOT NULL,
    partner      BIGINT  NOT NULL,
    borrower     BIGINT  NOT NULL,
    spouse       BIGINT  NOT NULL,
    purpose      INTEGER NOT NULL,
    home_class   INTEGER NOT NULL,
    price        BIGINT  NOT NULL,
    appraisal    BIGINT  NOT NULL,
    amount       BIGINT  NOT NULL CHECK (amount > 0),
    months       INTEGER NOT NULL CHECK (months > 0),
    income       BIGINT  NOT NULL,
    other_debt   BIGINT  NOT NULL,
    maker        TEXT    NOT NULL,
    checker      TEXT    NOT NULL,
    accepted     BIGINT  NOT NULL,
    decide_by    BIGINT  NOT NULL,
    decided      BIGINT  NOT NULL,
    contract     TEXT    NOT NULL,
    payee        BIGINT  NOT NULL,
    signed       BIGINT  NOT NULL,
    disburse_by  BIGINT  NOT NULL,
    disbursed    BIGINT  NOT NULL,
    voucher      BIGINT  NOT NULL,
    opening      INTEGER NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX loan_borrower ON loan (borrower);
CREATE INDEX loan_spouse ON loan (spouse) WHERE spouse > 0;
CREATE INDEX loan_disbursed ON loan (disbursed);
CREATE UNIQUE INDEX loan_contract ON loan (contract) WHERE contract <> '';

CREATE TABLE loan_running (
    loan      BIGINT  NOT NULL PRIMARY KEY,
    rate      BIGINT  NOT NULL,
    months    INTEGER NOT NULL,
    payment   BIGINT  NOT NULL,
    balance   BIGINT  NOT NULL CHECK (balance >= 0),
    next      INTEGER NOT NULL,
    disbursed BIGINT  NOT NULL,
    next_due  BIGINT  NOT NULL,
    unpaid    INTEGER NOT NULL CHECK (unpaid >= 0)
) /*sqlite: WITHOUT ROWID */ /*postgres: WITH (fillfactor = 70) */;
CREATE INDEX loan_running_due ON loan_running (next_due, loan) WHERE next_due > 0;

CREATE TABLE loan_repayment (
    loan      BIGINT  NOT NULL,
    number    INTEGER NOT NULL,
    voucher   BIGINT  NOT NULL,
    due       BIGINT  NOT NULL,
    day       BIGINT  NOT NULL,
    overdue   INTEGER NOT NULL,
    principal BIGINT  NOT NULL,
    interest  BIGINT  NOT NULL,
    penalty   BIGINT  NOT NULL,
    PRIMARY KEY (loan, number, voucher)
) /*sqlite: WITHOUT ROWID */;

-- moved is 1 while the principal stands under 122; settled is the day on which nothing was left, or 0.
CREATE TABLE loan_arrear (
    loan      BIGINT  NOT NULL,
    number    INTEGER NOT NULL,
    due       BIGINT  NOT NULL,
    principal BIGINT  NOT NULL CHECK (principal >= 0),
    interest  BIGINT  NOT NULL CHECK (interest >= 0),
    penalty   BIGINT  NOT NULL CHECK (penalty >= 0),
    since     BIGINT  NOT NULL,
    moved     INTEGER NOT NULL DEFAULT 0,
    settled   BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (loan, number)
) /*sqlite: WITHOUT ROWID */;

-- fee is what the centre owes the registry for the entry, or 0 with a reason and the document that proves it.
CREATE TABLE loan_registration (
    certificate     TEXT    NOT NULL PRIMARY KEY,
    loan            BIGINT  NOT NULL,
    kind            INTEGER NOT NULL,
    day             BIGINT  NOT NULL,
    office          TEXT    NOT NULL,
    non_residential INTEGER NOT NULL,
    no_fee          INTEGER NOT NULL,
    document        TEXT    NOT NULL,
    fee             BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX loan_registration_loan ON loan_registration (loan);
