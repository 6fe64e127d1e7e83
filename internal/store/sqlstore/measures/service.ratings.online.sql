SELECT 'case' AS source, c.id AS ref, (e.at + 28800000000) / 86400000000 AS day,
	CASE WHEN c.stars >= 3 THEN 1 ELSE 0 END AS n
FROM service_case_entry e JOIN service_case c ON c.id = e.case_id
WHERE e.act = 'rate' AND e.at >= $1 * 86400000000 - 28800000000 AND e.at < ($2 + 1) * 86400000000 - 28800000000
	AND c.door IN ('online_hall', 'website', 'mobile_app', 'wechat')
