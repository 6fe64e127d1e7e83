-- Keys by which partners sign their requests (合作机构的签名密钥): registered by one, confirmed by another.
CREATE TABLE access_partner_key (
    id      BIGINT  NOT NULL PRIMARY KEY,
    request TEXT    NOT NULL,
    code    TEXT    NOT NULL, -- of the partner
    title   TEXT    NOT NULL, -- name of the institution
    public  TEXT    NOT NULL, -- SM2 public key, hexadecimal
    role    TEXT    NOT NULL, -- its scope
    state   INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    maker   TEXT    NOT NULL,
    checker TEXT    NOT NULL,
    day     BIGINT  NOT NULL,
    CHECK (state <> 2 OR checker <> maker AND checker <> '')
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX access_partner_key_request ON access_partner_key (request);
CREATE UNIQUE INDEX access_partner_key_public ON access_partner_key (public);
CREATE INDEX access_partner_key_code ON access_partner_key (code);
