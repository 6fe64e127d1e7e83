SELECT l.id AS subject, l.borrower AS person, l.contract AS account, p.principal + p.interest AS amount,
	CAST(r.balance + COALESCE((SELECT SUM(a.principal) FROM loan_arrear a WHERE a.loan = l.id), 0) AS BIGINT) AS rest,
	0 AS month, p.day
FROM holder_movement h JOIN loan_repayment p ON p.loan = h.holder AND p.voucher = h.voucher
	JOIN loan l ON l.id = p.loan JOIN loan_running r ON r.loan = l.id
WHERE h.voucher = $1 AND h.account = 12101 AND CAST($2 AS BIGINT) = 0
