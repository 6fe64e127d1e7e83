SELECT 'employer' AS source, e.id AS ref, e.opened_on AS day, CAST(1 AS BIGINT) AS n
FROM employer e
WHERE e.opened_on BETWEEN $1 AND $2 AND e.id NOT IN (SELECT h.home FROM voucher v JOIN voucher_home h ON h.voucher = v.id
	WHERE v.kind = 90)
