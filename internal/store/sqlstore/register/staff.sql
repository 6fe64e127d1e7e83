SELECT 1 AS no, 0 AS part, '工号' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, CAST(number AS TEXT) AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_staff WHERE number = $1
UNION ALL SELECT 2, 0, '用工', 'text', 0, CASE contract WHEN 1 THEN '聘用' ELSE '在编' END, 0, '', 0 FROM spending_staff WHERE number = $1
UNION ALL SELECT 3, 0, '入职日', 'date', joined, '', 0, '', 0 FROM spending_staff WHERE number = $1
UNION ALL SELECT 4, 0, '离职日', 'date', left_on, '', 0, '', 0 FROM spending_staff WHERE number = $1
UNION ALL SELECT 1000000 + t.first_day, 1, t.title, 'text', 0, CASE a.attended WHEN 1 THEN '已参加' ELSE '未参加' END, 0, 'training', t.id
FROM spending_attendance a JOIN spending_training t ON t.id = a.training WHERE a.staff = $1
UNION ALL SELECT 2000000 + r.due_day, 1, '工资', 'fen', l.paid, '', 0, 'pay_run', r.id
FROM spending_pay_line l JOIN spending_pay_run r ON r.id = l.run WHERE l.staff = $1
ORDER BY no
