-- The first month of the contributions without a gap up to now (连续缴存起始月), which a change of employer does not
-- break; first_month is since when a member stands on the lists of the employer.
ALTER TABLE member ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
UPDATE member SET since = first_month;
