SELECT 1 AS no, 0 AS part, '登记机构' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, registry AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 2, 0, '票据号', 'text', 0, document, 0, '', 0 FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 3, 0, '开具日', 'date', day, '', 0, '', 0 FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 4, 0, '应付日', 'date', pay_by, '', 0, '', 0 FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 5, 0, '支付日', 'date', paid_day, '尚未支付', 0, '', 0 FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 6, 0, '金额（元）', 'fen', amount, '', 0, '', 0 FROM spending_registry_bill WHERE id = $1
UNION ALL SELECT 7, 0, '付款', 'text', 0, p.document, 0, 'payment', p.id
FROM spending_registry_bill b JOIN spending_payment p ON p.id = b.payment WHERE b.id = $1
UNION ALL SELECT 100 + no, 1, certificate, 'fen', amount, '', 0, 'loan', loan FROM spending_registry_item WHERE bill = $1
ORDER BY no
