SELECT 'attendance' AS source, t.id * 100000 + a.staff AS ref, t.held_day AS day, a.attended AS n
FROM spending_training t JOIN spending_attendance a ON a.training = t.id
WHERE t.held_day BETWEEN $1 AND $2
