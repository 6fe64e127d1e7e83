-- The inner sums follow the key of movements and need no sorting of them.
SELECT 'member' AS source, x.account AS ref, MAX(x.day) AS day, CAST(1 AS BIGINT) AS n
FROM (SELECT home, year, account, MAX(day) AS day, SUM(amount) AS amount FROM movement
	WHERE kind = 1 AND day BETWEEN $1 AND $2 GROUP BY home, year, account) x
GROUP BY x.home, x.account
HAVING SUM(x.amount) > 0
