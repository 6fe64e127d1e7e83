-- Whether a withdrawal is the record of a case (办件), and is decided through that only. Both have one id.
ALTER TABLE withdrawal_case ADD COLUMN in_case INTEGER NOT NULL DEFAULT 0;
UPDATE withdrawal_case SET in_case = 1 WHERE id IN (SELECT ref FROM service_case WHERE kind = 'withdrawal');
