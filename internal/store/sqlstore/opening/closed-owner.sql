SELECT 'DJDJ' AS tab, f.ref, f.account AS name, '' AS detail FROM opening_freeze f
CROSS JOIN opening_account a WHERE a.no = f.account AND a.state IN ('03', '04', '05')
