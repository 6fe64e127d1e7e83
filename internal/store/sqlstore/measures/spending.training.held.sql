SELECT 'training' AS source, id AS ref, held_day AS day, 1 AS n
FROM spending_training
WHERE held_day BETWEEN $1 AND $2
