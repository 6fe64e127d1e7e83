SELECT 1 AS no, 0 AS part, '培训' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, title AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_training WHERE id = $1
UNION ALL SELECT 2, 0, '计划月份', 'month', month, '', 0, '', 0 FROM spending_training WHERE id = $1
UNION ALL SELECT 3, 0, '举办日', 'date', held_day, '尚未举办', 0, '', 0 FROM spending_training WHERE id = $1
UNION ALL SELECT 4, 0, '签到表', 'text', 0, document, 0, '', 0 FROM spending_training WHERE id = $1
UNION ALL SELECT 5, 0, '付款', 'text', 0, document, 0, 'payment', id FROM spending_payment WHERE cost = 12 AND subject = $1
UNION ALL SELECT 100 + staff, 1, '工号' || CAST(staff AS TEXT), 'text', 0, CASE attended WHEN 1 THEN '已参加' ELSE '未参加' END, 0,
	'staff', staff
FROM spending_attendance WHERE training = $1
ORDER BY no
