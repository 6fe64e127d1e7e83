-- Employers, persons and members. What a member account holds in money is in member_account, under the same key.
CREATE TABLE employer (
    id             BIGINT  NOT NULL PRIMARY KEY,
    no             TEXT    NOT NULL,
    serial         BIGINT  NOT NULL,
    uscc           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    office         TEXT    NOT NULL,
    state          INTEGER NOT NULL,
    founded_on     BIGINT  NOT NULL,
    opened_on      BIGINT  NOT NULL,
    late           INTEGER NOT NULL,
    employer_ratio BIGINT  NOT NULL,
    member_ratio   BIGINT  NOT NULL,
    pay_day        INTEGER NOT NULL,
    first_month    BIGINT  NOT NULL,
    paid_through   BIGINT  NOT NULL,
    payer_account  TEXT    NOT NULL DEFAULT '',
    agent_name     TEXT    NOT NULL,
    agent_mobile   TEXT    NOT NULL,
    agent_index    TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX employer_uscc ON employer (uscc);
CREATE UNIQUE INDEX employer_no ON employer (no);
CREATE UNIQUE INDEX employer_serial ON employer (office, serial);
CREATE INDEX employer_payer ON employer (payer_account) WHERE payer_account <> '';
CREATE INDEX employer_name ON employer (name);

-- Numbers of a person stand here only sealed, in base64, so that a list of persons is one statement on either
-- engine; beside each stands its blind index, in hexadecimal. A mobile may be several persons'.
CREATE TABLE person (
    id           BIGINT NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    id_no        TEXT   NOT NULL,
    id_index     TEXT   NOT NULL,
    mobile       TEXT   NOT NULL,
    mobile_index TEXT   NOT NULL,
    card         TEXT   NOT NULL DEFAULT '',
    card_index   TEXT   NOT NULL DEFAULT ''
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX person_id_index ON person (id_index);
CREATE INDEX person_mobile_index ON person (mobile_index);
CREATE INDEX person_card_index ON person (card_index) WHERE card_index <> '';

CREATE TABLE member (
    home          BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    no            TEXT    NOT NULL,
    person        BIGINT  NOT NULL,
    employer      BIGINT  NOT NULL,
    opening       BIGINT  NOT NULL,
    state         INTEGER NOT NULL,
    base          BIGINT  NOT NULL,
    employer_part BIGINT  NOT NULL,
    member_part   BIGINT  NOT NULL,
    first_month   BIGINT  NOT NULL,
    opened_on     BIGINT  NOT NULL,
    sealed_on     BIGINT  NOT NULL DEFAULT 0,
    sealed_from   BIGINT  NOT NULL DEFAULT 0,
    seal_reason   INTEGER NOT NULL DEFAULT 0,
    closed_on     BIGINT  NOT NULL DEFAULT 0,
    close_reason  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (home, id)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX member_no ON member (no);
CREATE UNIQUE INDEX member_open ON member (person) WHERE closed_on = 0;
CREATE INDEX member_person ON member (person);
CREATE INDEX member_employer ON member (employer);
