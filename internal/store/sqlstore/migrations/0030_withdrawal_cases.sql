-- Cases of withdrawal (提取办件). A case is written when it is accepted and changed once, when it is decided.
CREATE TABLE withdrawal_case (
    id        BIGINT  NOT NULL PRIMARY KEY,
    number    TEXT    NOT NULL,
    branch    TEXT    NOT NULL,
    home      BIGINT  NOT NULL,
    account   BIGINT  NOT NULL,
    member    TEXT    NOT NULL,
    spouse    TEXT    NOT NULL DEFAULT '',
    reason    TEXT    NOT NULL,
    amount    BIGINT  NOT NULL,
    request   TEXT    NOT NULL, -- JSON of what was asked for, without the card
    payee     BYTEA   NOT NULL, -- the card, sealed
    state     INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    accepted  BIGINT  NOT NULL,
    decide_by BIGINT  NOT NULL,
    maker     TEXT    NOT NULL,
    decided   BIGINT  NOT NULL DEFAULT 0,
    checker   TEXT    NOT NULL DEFAULT '',
    remark    TEXT    NOT NULL DEFAULT '',
    principal BIGINT  NOT NULL DEFAULT 0,
    interest  BIGINT  NOT NULL DEFAULT 0,
    voucher   BIGINT  NOT NULL DEFAULT 0,
    CHECK (state = 1 OR decided > 0),
    CHECK (state NOT IN (2, 3) OR checker <> maker)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX withdrawal_case_number ON withdrawal_case (number);
CREATE UNIQUE INDEX withdrawal_case_undecided ON withdrawal_case (member) WHERE state = 1;
CREATE INDEX withdrawal_case_member ON withdrawal_case (member, accepted);
CREATE INDEX withdrawal_case_spouse ON withdrawal_case (spouse) WHERE spouse <> '';
CREATE INDEX withdrawal_case_decide_by ON withdrawal_case (decide_by);

-- Bans after fraud (骗提骗贷限制).
CREATE TABLE withdrawal_ban (
    id       BIGINT NOT NULL PRIMARY KEY,
    person   BIGINT NOT NULL,
    decided  BIGINT NOT NULL,
    until    BIGINT NOT NULL,
    decision TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX withdrawal_ban_person ON withdrawal_ban (person);
