-- Surveys of those whom the spending serves, as counts of answers: no answer of a person is kept. topic is the kind of
-- the cost or family that the questions are about. A report may cover several topics and answers each once.

CREATE TABLE spending_survey (
    id             BIGINT  NOT NULL PRIMARY KEY,
    topic          INTEGER NOT NULL,
    from_day       BIGINT  NOT NULL,
    to_day         BIGINT  NOT NULL CHECK (to_day >= from_day),
    held_day       BIGINT  NOT NULL CHECK (held_day >= to_day),
    sent           BIGINT  NOT NULL,
    valid          BIGINT  NOT NULL CHECK (valid > 0 AND valid <= sent),
    very_satisfied BIGINT  NOT NULL CHECK (very_satisfied >= 0),
    satisfied      BIGINT  NOT NULL CHECK (satisfied >= 0 AND very_satisfied + satisfied <= valid),
    document       TEXT    NOT NULL
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX spending_survey_document ON spending_survey (document, topic);
