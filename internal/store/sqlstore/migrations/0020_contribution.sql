-- Monthly lists and receipts. A list is the employer's document: it stays as it was confirmed, whatever happens to
-- its members later.
CREATE TABLE remittance_list (
    id       BIGINT  NOT NULL PRIMARY KEY,
    employer BIGINT  NOT NULL,
    month    BIGINT  NOT NULL,
    state    INTEGER NOT NULL,
    members  BIGINT  NOT NULL,
    due      BIGINT  NOT NULL,
    deadline BIGINT  NOT NULL,
    paid_on  BIGINT  NOT NULL DEFAULT 0,
    voucher  BIGINT  NOT NULL DEFAULT 0,
    prepared BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX remittance_list_month ON remittance_list (employer, month);
CREATE INDEX remittance_list_deadline ON remittance_list (deadline);

CREATE TABLE remittance_line (
    list          BIGINT NOT NULL,
    home          BIGINT NOT NULL,
    member        BIGINT NOT NULL,
    base          BIGINT NOT NULL,
    employer_part BIGINT NOT NULL,
    member_part   BIGINT NOT NULL,
    PRIMARY KEY (list, home, member)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE receipt (
    id            BIGINT  NOT NULL PRIMARY KEY,
    bank_account  BIGINT  NOT NULL,
    serial        TEXT    NOT NULL,
    payer_account TEXT    NOT NULL,
    payer_name    TEXT    NOT NULL,
    amount        BIGINT  NOT NULL CHECK (amount > 0),
    remark        TEXT    NOT NULL,
    value_date    BIGINT  NOT NULL,
    booked_on     BIGINT  NOT NULL,
    state         INTEGER NOT NULL,
    employer      BIGINT  NOT NULL,
    list          BIGINT  NOT NULL,
    voucher       BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX receipt_serial ON receipt (bank_account, value_date, serial);
CREATE INDEX receipt_waiting ON receipt (state) WHERE state = 3;
