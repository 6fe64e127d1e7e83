SELECT l.id AS subject, l.borrower AS person, l.contract AS account, d.principal + d.interest AS amount,
	CAST(r.balance + COALESCE((SELECT SUM(a.principal) FROM loan_arrear a WHERE a.loan = l.id), 0) AS BIGINT) AS rest,
	0 AS month, d.due AS day
FROM loan_arrear d JOIN loan l ON l.id = d.loan JOIN loan_running r ON r.loan = l.id
WHERE d.loan = $1 AND d.number = $2 AND d.settled = 0
