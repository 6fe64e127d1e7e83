SELECT 'service_report' AS source, MIN(r.id) AS ref, r.month_end AS day, 1 AS n
FROM spending_service_report r JOIN spending_contract c ON c.id = r.contract
WHERE c.cost = 35 AND r.month_end BETWEEN $1 AND $2
GROUP BY r.month_end
