-- What people handed in on the government service platform (政务服务平台收件), by the number that it has there: what became
-- of it and what the platform is told, however often it comes. Who applied stands in the case; of what was turned down
-- there is a keyed digest.
CREATE TABLE case_applied (
    id      BIGINT NOT NULL PRIMARY KEY,
    no      TEXT   NOT NULL, -- 申办流水号
    digest  TEXT   NOT NULL, -- keyed, of everything that came under the number
    code    TEXT   NOT NULL, -- of the item on the platform
    case_id BIGINT NOT NULL, -- zero where it was turned down
    refused TEXT   NOT NULL, -- code of the refusal; empty where there is a case
    words   TEXT   NOT NULL, -- in which it was turned down
    at      BIGINT NOT NULL,
    CHECK ((case_id = 0) = (refused <> ''))
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX case_applied_no ON case_applied (no);
