SELECT 'assessment' AS source, id AS ref, day, 1 AS n
FROM spending_assessment
WHERE day BETWEEN $1 AND $2
