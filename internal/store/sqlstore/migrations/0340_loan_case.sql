-- The case that a loan was applied for as (办件): its id and number, and whether it is in flight. While it is, the loan
-- moves with it only.
ALTER TABLE loan ADD COLUMN case_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE loan ADD COLUMN case_number TEXT NOT NULL DEFAULT '';
ALTER TABLE loan ADD COLUMN case_open INTEGER NOT NULL DEFAULT 0;
