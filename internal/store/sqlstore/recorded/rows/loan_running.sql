SELECT loan, rate, months, payment, disbursed, due_day, rate_before, rate_since, method FROM loan_running
-- by id
WHERE loan = $1
-- by first last
WHERE loan BETWEEN $1 AND $2
-- by voucher
WHERE loan IN (SELECT holder FROM holder_movement WHERE voucher = $1 AND account IN (12101, 12201))
