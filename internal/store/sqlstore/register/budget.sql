SELECT 1 AS no, 0 AS part, '预算项目' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, MIN(j.name) AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_budget b JOIN spending_project j ON j.id = b.project WHERE b.id = $1 HAVING COUNT(*) > 0
UNION ALL SELECT 2, 0, '种类', 'text', 0, CASE MAX(initial) WHEN 1 THEN '年初批复' ELSE '预算调整' END, 0, '', 0
FROM spending_budget WHERE id = $1 HAVING COUNT(*) > 0
UNION ALL SELECT 3, 0, '文号', 'text', 0, MIN(document), 0, '', 0 FROM spending_budget WHERE id = $1 HAVING COUNT(*) > 0
UNION ALL SELECT 4, 0, '生效日', 'date', MIN(day), '', 0, '', 0 FROM spending_budget WHERE id = $1 HAVING COUNT(*) > 0
UNION ALL SELECT 5, 0, '金额合计（元）', 'fen', CAST(SUM(amount) AS BIGINT), '', 0, '', 0 FROM spending_budget WHERE id = $1 HAVING COUNT(*) > 0
UNION ALL SELECT 100 + cost, 1, '', 'fen', amount, '', cost, '', 0 FROM spending_budget WHERE id = $1
ORDER BY no
