-- The queue of the counter (排队叫号). Tickets are those of the last day on which somebody came to an office; figures stay.
-- Instants are microseconds.
CREATE TABLE queue_serial (
    office TEXT    NOT NULL PRIMARY KEY,
    day    INTEGER NOT NULL,
    last   INTEGER NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE queue_ticket (
    office TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT    NOT NULL,
    item   TEXT    NOT NULL,
    asked  TEXT    NOT NULL,
    state  INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- waiting, called, skipped, done
    place  INTEGER NOT NULL, -- window that called it last, or zero
    calls  INTEGER NOT NULL,
    taken  BIGINT  NOT NULL,
    called BIGINT  NOT NULL, -- first, or zero
    again  BIGINT  NOT NULL, -- last, or zero
    ended  BIGINT  NOT NULL, -- or zero
    PRIMARY KEY (office, day, serial),
    CHECK (state <> 2 OR place > 0)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX queue_ticket_asked ON queue_ticket (office, day, asked);
CREATE UNIQUE INDEX queue_ticket_place ON queue_ticket (office, day, place) WHERE state = 2;

CREATE TABLE queue_figures (
    office  TEXT    NOT NULL,
    day     INTEGER NOT NULL,
    item    TEXT    NOT NULL,
    taken   INTEGER NOT NULL,
    called  INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    served  INTEGER NOT NULL,
    waited  BIGINT  NOT NULL, -- seconds
    longest BIGINT  NOT NULL,
    serving BIGINT  NOT NULL,
    PRIMARY KEY (office, day, item)
) /*sqlite: WITHOUT ROWID */;
