-- Surveys of people drawn from the cases of a period (抽样调查). How somebody answered is kept nowhere: an invitation says
-- that it is spent, the survey how often each answer was given.
CREATE TABLE selfeval_survey (
    id        BIGINT  NOT NULL PRIMARY KEY,
    title     TEXT    NOT NULL,
    asked     INTEGER NOT NULL CHECK (asked BETWEEN 1 AND 2), -- 贷款职工, 提取职工
    from_day  BIGINT  NOT NULL,
    to_day    BIGINT  NOT NULL CHECK (to_day >= from_day),
    until_day BIGINT  NOT NULL,
    framed    BIGINT  NOT NULL,
    sent      BIGINT  NOT NULL CHECK (sent > 0 AND sent <= framed),
    drawn     BIGINT  NOT NULL,
    drawn_by  TEXT    NOT NULL,
    answer_1  BIGINT  NOT NULL DEFAULT 0, -- 很满意
    answer_2  BIGINT  NOT NULL DEFAULT 0, -- 满意
    answer_3  BIGINT  NOT NULL DEFAULT 0, -- 一般
    answer_4  BIGINT  NOT NULL DEFAULT 0, -- 不满意
    answer_5  BIGINT  NOT NULL DEFAULT 0, -- 很不满意
    closed    BIGINT  NOT NULL DEFAULT 0,
    closed_by TEXT    NOT NULL DEFAULT '',
    document  TEXT    NOT NULL DEFAULT '',
    CHECK (answer_1 + answer_2 + answer_3 + answer_4 + answer_5 <= sent)
) /*sqlite: WITHOUT ROWID */;

CREATE TABLE selfeval_invitation (
    survey     BIGINT  NOT NULL,
    no         INTEGER NOT NULL CHECK (no >= 1),
    person     BIGINT  NOT NULL,
    code       TEXT    NOT NULL, -- 问卷码, sealed
    code_index TEXT    NOT NULL, -- its blind index, in hexadecimal
    spent      INTEGER NOT NULL DEFAULT 0 CHECK (spent BETWEEN 0 AND 1),
    PRIMARY KEY (survey, no)
) /*sqlite: WITHOUT ROWID */;
CREATE UNIQUE INDEX selfeval_invitation_person ON selfeval_invitation (survey, person);
CREATE UNIQUE INDEX selfeval_invitation_code ON selfeval_invitation (code_index);
