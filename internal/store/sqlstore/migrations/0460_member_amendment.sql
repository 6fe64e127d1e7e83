-- What was registered of a person before it was amended (个人信息变更): the name, and sealed the numbers, each empty where
-- it stayed. The number that is left is told of it, so that its blind index stands beside it.
CREATE TABLE person_amendment (
    id           BIGINT NOT NULL PRIMARY KEY,
    person       BIGINT NOT NULL,
    home         BIGINT NOT NULL, -- account that it was asked for by
    account      BIGINT NOT NULL,
    case_id      BIGINT NOT NULL, -- zero where the member did it for themselves
    day          BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    id_no        TEXT   NOT NULL,
    mobile       TEXT   NOT NULL,
    mobile_index TEXT   NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX person_amendment_mobile ON person_amendment (mobile_index) WHERE mobile_index <> '';
