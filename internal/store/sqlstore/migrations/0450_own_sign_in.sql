-- Codes that members sign in with (登录验证码), kept for a day, and their sessions. Of the ticket, the code, the token and
-- whence it was asked for there are keyed digests, each bound to whose it is. Instants are microseconds.
CREATE TABLE own_code (
    ticket  TEXT    NOT NULL PRIMARY KEY,
    person  BIGINT  NOT NULL, -- zero where what was typed fits nobody
    account BIGINT  NOT NULL,
    source  TEXT    NOT NULL,
    made    BIGINT  NOT NULL,
    digest  TEXT    NOT NULL,
    tries   INTEGER NOT NULL, -- wrong ones
    sent    INTEGER NOT NULL,
    ended   INTEGER NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX own_code_person ON own_code (person, made);
CREATE INDEX own_code_made ON own_code (made);

CREATE TABLE own_session (
    digest  TEXT   NOT NULL PRIMARY KEY,
    person  BIGINT NOT NULL,
    account BIGINT NOT NULL,
    begun   BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX own_session_person ON own_session (person);
CREATE INDEX own_session_begun ON own_session (begun);
