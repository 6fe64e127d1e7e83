SELECT 'member' AS source, account AS ref, MAX(day) AS day, CAST(1 AS BIGINT) AS n
FROM movement
WHERE kind = 1 AND day BETWEEN $1 AND $2
GROUP BY account
HAVING SUM(amount) > 0
