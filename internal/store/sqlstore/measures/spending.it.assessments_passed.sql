SELECT 'assessment' AS source, id AS ref, day, 1 AS n
FROM spending_assessment
WHERE day BETWEEN $1 AND $2 AND passed = 1 AND open_high = 0
