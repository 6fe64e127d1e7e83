SELECT 'employer' AS source, l.employer AS ref, MAX(v.day) AS day, CAST(1 AS BIGINT) AS n
FROM voucher v JOIN remittance_list l ON l.voucher = v.id
WHERE v.day BETWEEN $1 AND $2
GROUP BY l.employer
