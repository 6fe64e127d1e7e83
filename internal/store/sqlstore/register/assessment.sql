SELECT 1 AS no, 0 AS part, '系统' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, system AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_assessment WHERE id = $1
UNION ALL SELECT 2, 0, '测评报告', 'text', 0, document, 0, '', 0 FROM spending_assessment WHERE id = $1
UNION ALL SELECT 3, 0, '测评日', 'date', day, '', 0, '', 0 FROM spending_assessment WHERE id = $1
UNION ALL SELECT 4, 0, '得分', 'score', score, '', 0, '', 0 FROM spending_assessment WHERE id = $1
UNION ALL SELECT 5, 0, '未整改高风险（个）', 'count', open_high, '', 0, '', 0 FROM spending_assessment WHERE id = $1
UNION ALL SELECT 6, 0, '结论', 'text', 0, CASE passed WHEN 1 THEN '通过' ELSE '未通过' END, 0, '', 0 FROM spending_assessment WHERE id = $1
UNION ALL SELECT 7, 0, '服务合同', 'text', 0, c.document, 0, 'contract', c.id
FROM spending_assessment a JOIN spending_contract c ON c.id = a.contract WHERE a.id = $1
ORDER BY no
