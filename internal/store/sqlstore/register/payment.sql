SELECT 1 AS no, 0 AS part, '费用类别' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, '' AS words, cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_payment WHERE id = $1
UNION ALL SELECT 2, 0, '支付金额（元）', 'fen', amount, '', 0, '', 0 FROM spending_payment WHERE id = $1
UNION ALL SELECT 3, 0, '支付日期', 'date', day, '', 0, '', 0 FROM spending_payment WHERE id = $1
UNION ALL SELECT 4, 0, '收款单位', 'text', 0, payee, 0, '', 0 FROM spending_payment WHERE id = $1
UNION ALL SELECT 5, 0, '票据号', 'text', 0, document, 0, '', 0 FROM spending_payment WHERE id = $1
UNION ALL SELECT 6, 0, '国库支付凭证号', 'text', 0, treasury, 0, '', 0 FROM spending_payment WHERE id = $1
UNION ALL SELECT 7, 0, '预算项目', 'text', 0, j.name, 0, '', 0
FROM spending_payment p JOIN spending_project j ON j.id = p.project WHERE p.id = $1
UNION ALL SELECT 8, 0, '付款依据', 'text', 0,
	CASE cost WHEN 11 THEN '工资批次' WHEN 12 THEN '培训' WHEN 13 THEN '印刷订单' WHEN 14 THEN '水电暖物业账单'
		WHEN 21 THEN '登记费清单' ELSE '服务合同' END, 0,
	CASE cost WHEN 11 THEN 'pay_run' WHEN 12 THEN 'training' WHEN 13 THEN 'print_order' WHEN 14 THEN 'bill'
		WHEN 21 THEN 'registry_bill' ELSE 'contract' END, subject
FROM spending_payment WHERE id = $1
ORDER BY no
