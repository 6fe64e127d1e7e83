SELECT 1 AS no, 0 AS part, '费用类别' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, '' AS words, cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_contract WHERE id = $1
UNION ALL SELECT 2, 0, '服务单位', 'text', 0, vendor, 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 3, 0, '合同号', 'text', 0, document, 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 4, 0, '合同金额（元）', 'fen', amount, '', 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 5, 0, '签订日', 'date', signed, '', 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 6, 0, '合同期首日', 'date', from_day, '', 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 7, 0, '合同期末日', 'date', to_day, '', 0, '', 0 FROM spending_contract WHERE id = $1
UNION ALL SELECT 1000000 + p.day, 1, '付款 ' || p.document, 'fen', p.amount, '', 0, 'payment', p.id
FROM spending_payment p JOIN spending_contract c ON c.id = p.subject AND c.cost = p.cost WHERE c.id = $1
UNION ALL SELECT 2000000 + day, 1, '验收报告 ' || document, 'month', month, '', 0, '', 0 FROM spending_service_report WHERE contract = $1
UNION ALL SELECT 3000000 + day, 1, '测评报告 ' || document, 'text', 0, system, 0, 'assessment', id FROM spending_assessment WHERE contract = $1
ORDER BY no
