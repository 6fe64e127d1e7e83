SELECT 'voucher' AS source, v.id AS ref, v.day AS day, CAST(SUM(l.amount) AS BIGINT) AS n
FROM line l JOIN voucher v ON v.id = l.voucher
WHERE l.account >= 40101 AND (l.account BETWEEN 40101 AND 41199 OR l.account BETWEEN 4010101 AND 4119999)
	AND v.day BETWEEN $1 AND $2 AND v.kind NOT IN (29, 30, 39)
GROUP BY v.id, v.day
