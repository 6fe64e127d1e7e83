-- Who may act (人员与岗位). A person keeps code and mark for life; version is another one after every change of rights.
CREATE TABLE access_person (
    id       BIGINT  NOT NULL PRIMARY KEY,
    code     TEXT    NOT NULL,
    kind     INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    name     TEXT    NOT NULL, -- sealed
    mark     TEXT    NOT NULL, -- blind index of the identity number, or empty
    office   TEXT    NOT NULL,
    left_on  BIGINT  NOT NULL,
    version  BIGINT  NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX access_person_code ON access_person (code);
CREATE UNIQUE INDEX access_person_mark ON access_person (mark) WHERE mark <> '';

CREATE TABLE access_post (
    person   BIGINT  NOT NULL,
    no       INTEGER NOT NULL,
    role     TEXT    NOT NULL,
    branch   TEXT    NOT NULL, -- empty for the whole centre
    unit     BIGINT  NOT NULL, -- the employer of an agent, or zero
    since    BIGINT  NOT NULL,
    until    BIGINT  NOT NULL, -- first day on which it no longer holds, or zero
    covers   BIGINT  NOT NULL, -- whoever is away, or zero
    PRIMARY KEY (person, no)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX access_post_role ON access_post (role, person);

-- Changes of rights (人员变动): proposed by one, confirmed by another.
CREATE TABLE access_change (
    id       BIGINT  NOT NULL PRIMARY KEY,
    request  TEXT    NOT NULL,
    kind     INTEGER NOT NULL,
    person   BIGINT  NOT NULL,
    content  TEXT    NOT NULL, -- JSON of the person as they will be, and of their posts
    covers   BIGINT  NOT NULL,
    since    BIGINT  NOT NULL,
    until    BIGINT  NOT NULL,
    reason   TEXT    NOT NULL,
    state    INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    maker    TEXT    NOT NULL,
    checker  TEXT    NOT NULL,
    day      BIGINT  NOT NULL,
    CHECK (state <> 2 OR checker <> maker AND checker <> '')
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX access_change_request ON access_change (request);

-- The digest of the set-up code (初始设置码), one row.
CREATE TABLE access_set_up (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    digest   TEXT    NOT NULL,
    used     INTEGER NOT NULL
);
