-- The outbox (发件箱): what happened, written by the unit of work in which it did. A row waits until the messages about it
-- are written, in the order of subjects, some at a time.
CREATE TABLE outbox (
    id       BIGINT  NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL,
    ref      BIGINT  NOT NULL,
    part     BIGINT  NOT NULL,
    at       BIGINT  NOT NULL, -- instant
    state    INTEGER NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 4), -- waits, told, switched off, too old
    after    BIGINT  NOT NULL DEFAULT 0, -- last subject that has its message
    messages BIGINT  NOT NULL DEFAULT 0
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX outbox_once ON outbox (kind, ref, part);
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 1;

-- Messages (短信): one about each subject of an event by each template, which is what makes it this message. The text is
-- made of the facts whenever it is needed; the number is read where it stands sealed when the message goes out.
CREATE TABLE message (
    event     BIGINT  NOT NULL,
    template  TEXT    NOT NULL,
    subject   BIGINT  NOT NULL, -- account, loan or case that it is about
    person    BIGINT  NOT NULL, -- who gets it
    account   TEXT    NOT NULL, -- number that people see
    amount    BIGINT  NOT NULL,
    rest      BIGINT  NOT NULL,
    month     BIGINT  NOT NULL,
    day       BIGINT  NOT NULL,
    state     INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
    since     BIGINT  NOT NULL, -- instant from which it grows old
    due       BIGINT  NOT NULL, -- instant before which it is not looked at
    round     INTEGER NOT NULL DEFAULT 0,
    misses    INTEGER NOT NULL DEFAULT 0, -- times that a round was handed over without an answer
    cause     TEXT    NOT NULL DEFAULT '', -- why it did not arrive
    closed_by TEXT    NOT NULL DEFAULT '',
    remark    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (event, template, subject),
    CHECK ((state = 6) = (remark <> ''))
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX message_due ON message (due, event, template, subject) WHERE state <= 2;
CREATE INDEX message_person ON message (person) WHERE state <= 2;
CREATE INDEX message_dead ON message (event, template, subject) WHERE state = 5;

-- Every round in which a message was handed over, to which number, and what was reported of it (回执).
CREATE TABLE message_round (
    event    BIGINT  NOT NULL,
    template TEXT    NOT NULL,
    subject  BIGINT  NOT NULL,
    round    INTEGER NOT NULL CHECK (round >= 1),
    number   TEXT    NOT NULL, -- blind index
    shown    TEXT    NOT NULL, -- masked
    at       BIGINT  NOT NULL,
    reported BIGINT  NOT NULL DEFAULT 0,
    code     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (event, template, subject, round)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX message_round_number ON message_round (number, at);

-- One row: which process delivers (投递进程), until when, and in which term. Every write of the loop names its term.
CREATE TABLE message_lease (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    holder TEXT    NOT NULL,
    until  BIGINT  NOT NULL,
    term   BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
INSERT INTO message_lease (one, holder, until, term) VALUES (1, '', 0, 0);
