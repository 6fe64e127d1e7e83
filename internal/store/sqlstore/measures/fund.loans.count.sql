SELECT 'loan' AS source, l.id AS ref, v.day AS day, 1 AS n
FROM loan l JOIN voucher v ON v.id = l.voucher
WHERE l.disbursed BETWEEN $1 AND $2 AND l.opening = 0 AND v.kind = 12 AND v.day BETWEEN $1 AND $2
	AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = v.id AND r.reverses > 0)
