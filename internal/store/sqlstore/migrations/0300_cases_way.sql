-- Cases (办件): one row for each request, changed as it goes its way, and one entry for everything that happened to it.
CREATE TABLE service_case (
    id        BIGINT  NOT NULL PRIMARY KEY,
    number    TEXT    NOT NULL,
    item      TEXT    NOT NULL,
    kind      TEXT    NOT NULL, -- what a person cannot have two of in flight
    member    TEXT    NOT NULL,
    person    BIGINT  NOT NULL, -- owner of the account
    applicant BIGINT  NOT NULL, -- whom the door has verified, or zero
    authority TEXT    NOT NULL,
    door      TEXT    NOT NULL,
    branch    TEXT    NOT NULL, -- that it was handed in at
    office    TEXT    NOT NULL, -- that has it now
    holder    TEXT    NOT NULL,
    form      BYTEA   NOT NULL, -- sealed
    digest    TEXT    NOT NULL, -- keyed, of what was asked for
    state     INTEGER NOT NULL CHECK (state BETWEEN 1 AND 9),
    step      TEXT    NOT NULL,
    ref       BIGINT  NOT NULL, -- of the capability's record, or zero
    submitted BIGINT  NOT NULL,
    accepted  BIGINT  NOT NULL,
    decided   BIGINT  NOT NULL, -- day on which the promised term was met, or zero
    due       BIGINT  NOT NULL, -- last day of the promised term; zero while the clock does not run
    days_left INTEGER NOT NULL,
    stopped   BIGINT  NOT NULL,
    until     BIGINT  NOT NULL, -- last day for what is lacking, or zero
    closed    BIGINT  NOT NULL,
    entries   INTEGER NOT NULL CHECK (entries >= 1),
    stars     INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
    CHECK ((closed > 0) = (state >= 5)),
    CHECK (due = 0 OR state = 2),
    CHECK ((stopped > 0) = (state IN (3, 4)))
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX service_case_number ON service_case (number);
-- A person has one case of a kind in flight.
CREATE UNIQUE INDEX service_case_in_flight ON service_case (person, kind) WHERE closed = 0;
CREATE INDEX service_case_work ON service_case (office, due, id) WHERE closed = 0;
CREATE INDEX service_case_member ON service_case (member, id);

CREATE TABLE service_case_entry (
    case_id BIGINT  NOT NULL,
    no      INTEGER NOT NULL CHECK (no >= 1),
    act     TEXT    NOT NULL, -- empty for the application itself
    step    TEXT    NOT NULL,
    by_code TEXT    NOT NULL,
    door    TEXT    NOT NULL,
    office  TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    state   INTEGER NOT NULL,
    words   TEXT    NOT NULL,
    PRIMARY KEY (case_id, no)
) /*sqlite: WITHOUT ROWID */;

-- Cases of every kind take their ids, and so their numbers, from one place.
UPDATE id_block SET kind = 'case' WHERE kind = 'withdrawal';
