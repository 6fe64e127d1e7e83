-- The register of freezes by courts and other authorities (冻结登记簿).
CREATE TABLE withdrawal_freeze (
    id        BIGINT NOT NULL PRIMARY KEY,
    home      BIGINT NOT NULL,
    account   BIGINT NOT NULL,
    amount    BIGINT NOT NULL CHECK (amount >= 0), -- zero for the whole account
    since     BIGINT NOT NULL,
    until     BIGINT NOT NULL, -- last day
    authority TEXT   NOT NULL,
    document  TEXT   NOT NULL,
    lifted    BIGINT NOT NULL DEFAULT 0, -- day from which it holds no more; zero while it does
    released  TEXT   NOT NULL DEFAULT '', -- number of the document that lifted it
    CHECK (until >= since),
    CHECK ((lifted = 0) = (released = ''))
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX withdrawal_freeze_account ON withdrawal_freeze (home, account);
