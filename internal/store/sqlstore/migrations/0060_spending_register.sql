-- The centre's own spending: a register of facts with their documents, beside the fund's books and never in them.
-- A day of 0 is a thing that has not happened. cost is the kind of a cost; its tens digit is the project's family.

CREATE TABLE spending_project (
    id       BIGINT  NOT NULL PRIMARY KEY,
    year     INTEGER NOT NULL,
    family   INTEGER NOT NULL,
    code     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    document TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_project_family ON spending_project (year, family);

-- Budgets are added up: the approved ones (initial 1, dated 1 January) and every change after them.
CREATE TABLE spending_budget (
    id       BIGINT  NOT NULL,
    cost     INTEGER NOT NULL,
    project  BIGINT  NOT NULL,
    day      BIGINT  NOT NULL,
    initial  INTEGER NOT NULL,
    amount   BIGINT  NOT NULL,
    document TEXT    NOT NULL,
    PRIMARY KEY (id, cost)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX spending_budget_project ON spending_budget (project);

CREATE TABLE spending_payment (
    id       BIGINT  NOT NULL PRIMARY KEY,
    project  BIGINT  NOT NULL,
    cost     INTEGER NOT NULL,
    subject  BIGINT  NOT NULL,
    amount   BIGINT  NOT NULL CHECK (amount > 0),
    day      BIGINT  NOT NULL,
    payee    TEXT    NOT NULL,
    document TEXT    NOT NULL,
    treasury TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX spending_payment_project ON spending_payment (project);
CREATE INDEX spending_payment_subject ON spending_payment (cost, subject);
CREATE UNIQUE INDEX spending_payment_document ON spending_payment (payee, document);

CREATE TABLE spending_staff (
    number   BIGINT  NOT NULL PRIMARY KEY,
    contract INTEGER NOT NULL,
    joined   BIGINT  NOT NULL,
    left_on  BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_pay_run (
    id      BIGINT NOT NULL PRIMARY KEY,
    month   BIGINT NOT NULL,
    due_day BIGINT NOT NULL,
    paid_day BIGINT NOT NULL DEFAULT 0,
    payment BIGINT NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_pay_line (
    run   BIGINT NOT NULL,
    staff BIGINT NOT NULL,
    due   BIGINT NOT NULL CHECK (due > 0),
    paid  BIGINT NOT NULL DEFAULT 0 CHECK (paid >= 0 AND paid <= due),
    PRIMARY KEY (run, staff)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_training (
    id       BIGINT NOT NULL PRIMARY KEY,
    month    BIGINT NOT NULL,
    first_day BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    title    TEXT   NOT NULL,
    held_day BIGINT NOT NULL DEFAULT 0,
    document TEXT   NOT NULL DEFAULT ''
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_attendance (
    training BIGINT  NOT NULL,
    staff    BIGINT  NOT NULL,
    attended INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (training, staff)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_print_order (
    id           BIGINT NOT NULL PRIMARY KEY,
    title        TEXT   NOT NULL,
    day          BIGINT NOT NULL,
    amount       BIGINT NOT NULL,
    document     TEXT   NOT NULL,
    accepted_day BIGINT NOT NULL DEFAULT 0,
    acceptance   TEXT   NOT NULL DEFAULT '',
    paid_day     BIGINT NOT NULL DEFAULT 0,
    payment      BIGINT NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE spending_bill (
    id       BIGINT  NOT NULL PRIMARY KEY,
    premises TEXT    NOT NULL,
    kind     INTEGER NOT NULL,
    month    BIGINT  NOT NULL,
    due_day  BIGINT  NOT NULL,
    amount   BIGINT  NOT NULL DEFAULT 0,
    paid_day BIGINT  NOT NULL DEFAULT 0,
    payment  BIGINT  NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX spending_bill_due ON spending_bill (due_day);
CREATE UNIQUE INDEX spending_bill_once ON spending_bill (premises, kind, due_day);

CREATE TABLE spending_registry_bill (
    id       BIGINT NOT NULL PRIMARY KEY,
    registry TEXT   NOT NULL,
    document TEXT   NOT NULL,
    day      BIGINT NOT NULL,
    pay_by   BIGINT NOT NULL,
    amount   BIGINT NOT NULL,
    paid_day BIGINT NOT NULL DEFAULT 0,
    payment  BIGINT NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_registry_bill_document ON spending_registry_bill (registry, document);

CREATE TABLE spending_registry_item (
    certificate TEXT   NOT NULL PRIMARY KEY,
    bill        BIGINT NOT NULL,
    no          INTEGER NOT NULL,
    loan        BIGINT NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_registry_item_bill ON spending_registry_item (bill, no);
CREATE INDEX spending_registry_item_loan ON spending_registry_item (loan);

CREATE TABLE spending_contract (
    id       BIGINT  NOT NULL PRIMARY KEY,
    cost     INTEGER NOT NULL,
    vendor   TEXT    NOT NULL,
    document TEXT    NOT NULL,
    amount   BIGINT  NOT NULL CHECK (amount > 0),
    signed   BIGINT  NOT NULL,
    from_day BIGINT  NOT NULL,
    to_day   BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_contract_document ON spending_contract (vendor, document);

CREATE TABLE spending_service_report (
    id        BIGINT NOT NULL PRIMARY KEY,
    contract  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    month_end BIGINT NOT NULL,
    day       BIGINT NOT NULL,
    document  TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_service_report_month ON spending_service_report (contract, month);

CREATE TABLE spending_assessment (
    id        BIGINT  NOT NULL PRIMARY KEY,
    contract  BIGINT  NOT NULL,
    system    TEXT    NOT NULL,
    day       BIGINT  NOT NULL,
    score     INTEGER NOT NULL,
    open_high INTEGER NOT NULL,
    passed    INTEGER NOT NULL,
    document  TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;
