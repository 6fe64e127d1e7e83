SELECT 'DWZHXX' AS tab, u.ref, u.no AS name, '' AS detail FROM opening_unit u
LEFT JOIN (SELECT employer, SUM(balance) AS balance FROM opening_account GROUP BY employer) a ON a.employer = u.no
WHERE u.balance <> COALESCE(a.balance, 0)
