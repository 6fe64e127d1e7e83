SELECT 'XZMD' AS tab, b.ref, b.account AS name, '' AS detail FROM opening_ban b
CROSS JOIN opening_account a WHERE a.no = b.account AND a.state IN ('03', '04', '05') AND NOT EXISTS (
	SELECT 1 FROM opening_person p CROSS JOIN opening_person q CROSS JOIN opening_account o
	WHERE p.no = a.no AND p.id_no_index <> '' AND q.id_no_index = p.id_no_index AND o.no = q.no
		AND o.state IN ('01', '02'))
UNION ALL
SELECT 'DJDJ', f.ref, f.account, '' FROM opening_freeze f
CROSS JOIN opening_account a WHERE a.no = f.account AND a.state IN ('03', '04', '05')
