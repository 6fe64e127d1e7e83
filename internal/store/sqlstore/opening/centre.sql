SELECT 'JZSM' AS tab, COALESCE(MAX(ref), 0) AS ref, COALESCE(MAX(name), '') AS name, CAST(COUNT(*) AS TEXT) AS detail
FROM opening_centre HAVING COUNT(*) <> 1
