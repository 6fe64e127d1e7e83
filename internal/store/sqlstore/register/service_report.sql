SELECT 1 AS no, 0 AS part, '验收报告' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, document AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_service_report WHERE id = $1
UNION ALL SELECT 2, 0, '服务月份', 'month', month, '', 0, '', 0 FROM spending_service_report WHERE id = $1
UNION ALL SELECT 3, 0, '验收日', 'date', day, '', 0, '', 0 FROM spending_service_report WHERE id = $1
UNION ALL SELECT 4, 0, '服务合同', 'text', 0, c.vendor || ' ' || c.document, 0, 'contract', c.id
FROM spending_service_report r JOIN spending_contract c ON c.id = r.contract WHERE r.id = $1
ORDER BY no
