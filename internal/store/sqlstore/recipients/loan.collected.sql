SELECT l.id AS subject, l.borrower AS person, l.contract AS account, p.amount,
	CAST(r.balance + COALESCE((SELECT SUM(a.principal) FROM loan_arrear a WHERE a.loan = l.id), 0) AS BIGINT) AS rest,
	0 AS month, p.day
FROM (SELECT loan, CAST(SUM(principal + interest + penalty) AS BIGINT) AS amount, MAX(day) AS day FROM loan_repayment
		WHERE loan = $1 AND voucher = $2 GROUP BY loan) p
	JOIN loan l ON l.id = p.loan JOIN loan_running r ON r.loan = l.id
