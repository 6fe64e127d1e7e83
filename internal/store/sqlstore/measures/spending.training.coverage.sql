SELECT 'staff' AS source, s.number AS ref, s.joined AS day, CASE WHEN EXISTS (SELECT 1
    FROM spending_attendance a JOIN spending_training t ON t.id = a.training
    WHERE a.staff = s.number AND a.attended = 1 AND t.held_day BETWEEN $1 AND $2) THEN 1 ELSE 0 END AS n
FROM spending_staff s
WHERE s.joined <= $2 AND (s.left_on = 0 OR s.left_on >= $1)
