SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account
WHERE state IN ('03', '04', '05') AND (balance <> 0 OR product <> 0)
UNION ALL
SELECT 'DWZHXX', u.ref, u.no, '' FROM opening_unit u
WHERE u.state = '04' AND (u.balance <> 0 OR u.normal <> 0 OR u.sealed <> 0)
