-- What the government service platform is told of cases (政务服务平台推送): one row for each entry of a case that it must
-- hear of, written with the entry. What is told is made of the case and its entry when it is told.
CREATE TABLE case_push (
    case_id BIGINT  NOT NULL,
    entry   INTEGER NOT NULL CHECK (entry >= 1),
    code    TEXT    NOT NULL, -- of the item on the platform, as the policy of the day had it
    state   INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3), -- waits, taken, given up
    due     BIGINT  NOT NULL, -- instant before which it is not looked at, while it waits
    tries   INTEGER NOT NULL DEFAULT 0,
    answer  TEXT    NOT NULL DEFAULT '', -- the platform's word for why it did not take it
    PRIMARY KEY (case_id, entry)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX case_push_due ON case_push (due, case_id, entry) WHERE state = 1;
