SELECT 'loan' AS source, MIN(l.id) AS ref, MIN(v.day) AS day, 1 AS n
FROM loan l JOIN voucher v ON v.id = l.voucher
WHERE l.disbursed BETWEEN $1 AND $2 AND l.opening = 0 AND v.kind = 12 AND v.day BETWEEN $1 AND $2
	AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = v.id AND r.reverses > 0)
GROUP BY CASE WHEN l.spouse > 0 AND l.spouse < l.borrower THEN l.spouse ELSE l.borrower END
