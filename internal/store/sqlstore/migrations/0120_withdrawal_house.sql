-- The home that a withdrawal is for (购买自住住房): one home once among people who are no family.
ALTER TABLE withdrawal_case ADD COLUMN house TEXT NOT NULL DEFAULT '';
CREATE INDEX withdrawal_case_house ON withdrawal_case (house) WHERE house <> '';
