-- Key pairs in the devices of staff (通行密钥): the public half, and the counter of the last use.
CREATE TABLE access_passkey (
    id         BIGINT  NOT NULL PRIMARY KEY,
    person     BIGINT  NOT NULL,
    credential TEXT    NOT NULL, -- what the device calls it, base64url
    public     TEXT    NOT NULL, -- COSE key, base64
    counter    BIGINT  NOT NULL,
    title      TEXT    NOT NULL, -- what its person calls it
    since      BIGINT  NOT NULL, -- day
    used       BIGINT  NOT NULL  -- instant of the last use, or zero
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX access_passkey_credential ON access_passkey (credential);
CREATE INDEX access_passkey_person ON access_passkey (person);

-- Digests of what is good once and was used (一次性凭据), kept until it would be too old anyway.
CREATE TABLE access_spent (
    digest TEXT   NOT NULL PRIMARY KEY,
    until  BIGINT NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX access_spent_until ON access_spent (until);
