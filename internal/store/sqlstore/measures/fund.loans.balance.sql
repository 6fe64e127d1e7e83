SELECT 'loan' AS source, holder AS ref, MAX(day) AS day, CAST(-SUM(amount) AS BIGINT) AS n
FROM holder_movement
WHERE account IN (12101, 12201) AND CAST($1 AS BIGINT) <= CAST($2 AS BIGINT) AND day <= $2
GROUP BY holder HAVING SUM(amount) <> 0
