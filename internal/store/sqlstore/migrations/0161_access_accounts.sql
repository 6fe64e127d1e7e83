-- How people sign in (登录凭证). A person without a password has not enrolled yet. Instants are microseconds.
CREATE TABLE access_account (
    person        BIGINT  NOT NULL PRIMARY KEY,
    password      TEXT    NOT NULL, -- argon2id, salted; or empty
    changed_on    BIGINT  NOT NULL,
    history       TEXT    NOT NULL, -- JSON of the passwords before, hashed, the latest first
    secret        TEXT    NOT NULL, -- of the second factor, sealed
    step          BIGINT  NOT NULL, -- the last time step whose code was used
    failures      INTEGER NOT NULL, -- wrong passwords since the last right one
    locked_until  BIGINT  NOT NULL,
    slip_security TEXT    NOT NULL, -- digests of the two halves that let the person enrol, or empty
    slip_systems  TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE access_session (
    digest TEXT   NOT NULL PRIMARY KEY,
    person BIGINT NOT NULL,
    begun  BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX access_session_person ON access_session (person);
