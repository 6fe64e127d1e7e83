-- Orders of the government hotline (12345工单): one row for each time that the hotline hands an order on, so that what was
-- answered before one came back stays as it was. Who called and what they said is sealed.
CREATE TABLE work_order (
    id      BIGINT  NOT NULL PRIMARY KEY,
    no      TEXT    NOT NULL, -- 工单编号 of the hotline
    round   INTEGER NOT NULL CHECK (round >= 1), -- rises each time that it comes back
    kind    TEXT    NOT NULL, -- as the hotline calls it
    body    BYTEA   NOT NULL, -- sealed: who called, what they said, and why it came back
    digest  TEXT    NOT NULL, -- keyed, of everything that came
    office  TEXT    NOT NULL, -- that has it now
    came    BIGINT  NOT NULL,
    due     BIGINT  NOT NULL, -- last day for the answer
    state   INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- waits, answered, told, overtaken by a later round
    member  TEXT    NOT NULL, -- number of the account that it is about, or empty
    case_no TEXT    NOT NULL, -- number of the case that it is about, or empty
    answer  TEXT    NOT NULL,
    by_code TEXT    NOT NULL, -- who answered
    refused TEXT    NOT NULL, -- the hotline's word for not taking the latest answer
    version INTEGER NOT NULL CHECK (version >= 1),
    next_at BIGINT  NOT NULL, -- instant before which the answer is not looked at, while it is to be told
    CHECK ((answer <> '') = (by_code <> '')),
    CHECK (state NOT IN (2, 3) OR answer <> '')
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX work_order_no ON work_order (no, round);
CREATE INDEX work_order_work ON work_order (state, due, id);
CREATE INDEX work_order_tell ON work_order (next_at, id) WHERE state = 2;
