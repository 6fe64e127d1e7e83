SELECT 'print_order' AS source, id AS ref, accepted_day AS day, 1 AS n
FROM spending_print_order
WHERE accepted_day BETWEEN $1 AND $2
