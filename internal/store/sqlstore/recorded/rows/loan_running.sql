SELECT loan, rate, months, payment, balance, next, disbursed, next_due, unpaid, due_day, rate_before, rate_since, method
FROM loan_running
-- by id
WHERE loan = $1
-- by first last
WHERE loan BETWEEN $1 AND $2
-- by voucher
WHERE loan IN (SELECT holder FROM holder_movement WHERE voucher = $1 AND account IN (12101, 12201))
-- by first last voucher due
WHERE loan IN (SELECT loan FROM loan_repayment WHERE voucher = $3
	UNION SELECT loan FROM loan_arrear WHERE loan BETWEEN $1 AND $2 AND settled = 0 AND due >= $4)
