SELECT 'voucher' AS source, voucher AS ref, day, CAST(SUM(amount) AS BIGINT) AS n
FROM movement
WHERE kind IN (1, 2) AND day BETWEEN $1 AND $2
GROUP BY voucher, day
