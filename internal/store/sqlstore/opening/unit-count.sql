SELECT 'DWZHXX' AS tab, u.ref, u.no AS name, '' AS detail FROM opening_unit u
LEFT JOIN (SELECT employer, SUM(CASE WHEN state = '01' THEN 1 ELSE 0 END) AS normal,
		SUM(CASE WHEN state = '02' THEN 1 ELSE 0 END) AS sealed
	FROM opening_account GROUP BY employer) a ON a.employer = u.no
WHERE u.normal <> COALESCE(a.normal, 0) OR u.sealed <> COALESCE(a.sealed, 0)
