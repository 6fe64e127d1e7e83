SELECT 1 AS no, 0 AS part, '办公场所' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, premises AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_bill WHERE id = $1
UNION ALL SELECT 2, 0, '缴费种类', 'text', 0,
	CASE kind WHEN 1 THEN '水费' WHEN 2 THEN '电费' WHEN 3 THEN '采暖费' ELSE '物业费' END, 0, '', 0 FROM spending_bill WHERE id = $1
UNION ALL SELECT 3, 0, '所属月份', 'month', month, '', 0, '', 0 FROM spending_bill WHERE id = $1
UNION ALL SELECT 4, 0, '应缴日', 'date', due_day, '', 0, '', 0 FROM spending_bill WHERE id = $1
UNION ALL SELECT 5, 0, '缴费日', 'date', paid_day, '尚未缴费', 0, '', 0 FROM spending_bill WHERE id = $1
UNION ALL SELECT 6, 0, '金额（元）', 'fen', amount, '', 0, '', 0 FROM spending_bill WHERE id = $1
UNION ALL SELECT 7, 0, '付款', 'text', 0, p.document, 0, 'payment', p.id
FROM spending_bill b JOIN spending_payment p ON p.id = b.payment WHERE b.id = $1
ORDER BY no
