SELECT v.ref, '工号' || CAST(a.staff AS TEXT), t.title, 'register', 'training/' || CAST(t.id AS TEXT), CAST(0 AS BIGINT), t.held_day
FROM v CROSS JOIN spending_attendance a JOIN spending_training t ON t.id = a.training
WHERE a.training = v.ref / 100000 AND a.staff = v.ref % 100000
