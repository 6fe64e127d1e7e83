WITH RECURSIVE calendar (day) AS (
    SELECT CAST($1 AS BIGINT)
    UNION ALL
    SELECT day + 1 FROM calendar WHERE day < CAST($2 AS BIGINT))
SELECT 'day' AS source, d.day AS ref, d.day AS day, CASE WHEN (SELECT COUNT(DISTINCT c.cost) FROM spending_contract c
    WHERE c.cost BETWEEN 31 AND 35 AND d.day BETWEEN c.from_day AND c.to_day) = 5 THEN 1 ELSE 0 END AS n
FROM calendar d
