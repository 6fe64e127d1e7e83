SELECT 'voucher' AS source, v.id AS ref, v.day AS day, CAST(SUM(l.amount) AS BIGINT) AS n
FROM voucher v JOIN line l ON l.voucher = v.id
WHERE v.day BETWEEN $1 AND $2 AND l.account = 201 AND (v.kind IN (1, 37)
	OR v.reverses > 0 AND EXISTS (SELECT 1 FROM voucher o WHERE o.id = v.reverses AND o.kind IN (1, 37)))
GROUP BY v.id, v.day
