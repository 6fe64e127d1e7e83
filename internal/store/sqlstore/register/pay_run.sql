SELECT 1 AS no, 0 AS part, '工资月份' AS label, 'month' AS kind, month AS n, '' AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_pay_run WHERE id = $1
UNION ALL SELECT 2, 0, '应发日', 'date', due_day, '', 0, '', 0 FROM spending_pay_run WHERE id = $1
UNION ALL SELECT 3, 0, '发放日', 'date', paid_day, '尚未发放', 0, '', 0 FROM spending_pay_run WHERE id = $1
UNION ALL SELECT 4, 0, '付款', 'text', 0, p.document, 0, 'payment', p.id
FROM spending_pay_run r JOIN spending_payment p ON p.id = r.payment WHERE r.id = $1
UNION ALL SELECT 100 + staff, 1, '工号' || CAST(staff AS TEXT) || CASE WHEN paid < due THEN '（未足额）' ELSE '' END, 'fen', paid, '', 0,
	'staff', staff
FROM spending_pay_line WHERE run = $1
ORDER BY no
