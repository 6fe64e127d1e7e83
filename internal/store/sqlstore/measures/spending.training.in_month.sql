SELECT 'training' AS source, id AS ref, last_day AS day,
    CASE WHEN held_day BETWEEN first_day AND last_day THEN 1 ELSE 0 END AS n
FROM spending_training
WHERE last_day BETWEEN $1 AND $2
