-- What was handed in for cases (申请材料). A row stays for ever; taken out, it says that it was there.
CREATE TABLE case_material (
    id      BIGINT  NOT NULL PRIMARY KEY,
    case_id BIGINT  NOT NULL, -- zero while it waits for its application
    draft   TEXT    NOT NULL, -- keyed digest of the application that it waits for, or empty
    code    TEXT    NOT NULL,
    title   TEXT    NOT NULL, -- as the material was called
    kind    TEXT    NOT NULL,
    pages   INTEGER NOT NULL CHECK (pages >= 0),
    size    BIGINT  NOT NULL CHECK (size > 0),
    digest  TEXT    NOT NULL, -- SM3 of the content
    by_code TEXT    NOT NULL,
    office  TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    entry   INTEGER NOT NULL, -- of the case, with which it came, or zero
    state   INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3), -- waiting, of its case, taken out
    CHECK ((state = 1) = (draft <> '')),
    CHECK (state <> 2 OR case_id > 0 AND entry > 0)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX case_material_case ON case_material (case_id, id) WHERE state = 2;
CREATE INDEX case_material_draft ON case_material (draft, id) WHERE state = 1;
CREATE INDEX case_material_digest ON case_material (digest) WHERE state < 3;

-- The contents, sealed and apart, so that lists never read them. One that several have is kept once.
CREATE TABLE case_material_content (
    digest TEXT  NOT NULL PRIMARY KEY,
    body   BYTEA NOT NULL
);

-- The materials that a correction asks for (补正), as codes between commas.
ALTER TABLE service_case_entry ADD COLUMN materials TEXT NOT NULL DEFAULT '';
