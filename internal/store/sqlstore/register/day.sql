SELECT 1 AS no, 0 AS part, '日期' AS label, 'date' AS kind, CAST($1 AS BIGINT) AS n, '' AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
UNION ALL SELECT 2, 0, '在合同期内的服务（共五项）', 'count', COUNT(DISTINCT cost), '', 0, '', 0
FROM spending_contract WHERE cost BETWEEN 31 AND 35 AND CAST($1 AS BIGINT) BETWEEN from_day AND to_day
UNION ALL SELECT 100 + cost, 1, '', 'text', 0, vendor || ' ' || document, cost, 'contract', id
FROM spending_contract WHERE cost BETWEEN 31 AND 35 AND CAST($1 AS BIGINT) BETWEEN from_day AND to_day
ORDER BY no
