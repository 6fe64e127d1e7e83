-- The day of the month on which instalments fall due (约定还款日), where it is not that of the disbursement.
ALTER TABLE loan_running ADD COLUMN due_day INTEGER NOT NULL DEFAULT 0;
