SELECT 'survey' AS source, id AS ref, held_day AS day, very_satisfied + satisfied AS n, valid AS of_n
FROM spending_survey
WHERE topic = 31 AND from_day >= $1 AND to_day <= $2
