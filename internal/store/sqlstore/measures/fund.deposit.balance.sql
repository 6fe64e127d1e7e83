SELECT 'balance' AS source, l.day AS ref, l.day AS day, CAST(SUM(l.balance) AS BIGINT) AS n
FROM gl_balance l
WHERE CAST($1 AS BIGINT) <= $2 AND l.account = 201 AND l.day = (SELECT MAX(day) FROM book_day WHERE state = 3 AND day <= $2)
GROUP BY l.day
UNION ALL
SELECT 'voucher', v.id, v.day, CAST(SUM(l.amount) AS BIGINT)
FROM voucher v JOIN line l ON l.voucher = v.id
WHERE l.account = 201 AND v.day <= $2
	AND v.day > COALESCE((SELECT MAX(day) FROM book_day WHERE state = 3 AND day <= $2), -1000000)
GROUP BY v.id, v.day
