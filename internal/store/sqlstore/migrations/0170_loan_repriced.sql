-- The rate before the last change on a 1 January (利率调整), and that day: the instalment whose month holds the day
-- bears both. Zeros for a loan whose rate never changed.
ALTER TABLE loan_running ADD COLUMN rate_before BIGINT NOT NULL DEFAULT 0;
ALTER TABLE loan_running ADD COLUMN rate_since BIGINT NOT NULL DEFAULT 0;
