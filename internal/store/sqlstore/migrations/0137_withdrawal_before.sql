-- What was withdrawn before these books began (期初提取记录), which limits on homes, intervals and years are held against.
CREATE TABLE withdrawal_before (
    id     BIGINT NOT NULL PRIMARY KEY,
    member TEXT   NOT NULL,
    reason TEXT   NOT NULL, -- code of the reason; empty for one that these books do not know
    day    BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    house  TEXT   NOT NULL,
    family TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX withdrawal_before_member ON withdrawal_before (member, reason, day);
CREATE INDEX withdrawal_before_house ON withdrawal_before (house) WHERE house <> '';
CREATE INDEX withdrawal_before_family ON withdrawal_before (family) WHERE family <> '';
