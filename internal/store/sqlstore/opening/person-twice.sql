SELECT 'GRXX' AS tab, p.ref, p.no AS name, q.no AS detail
FROM opening_person p JOIN opening_person q ON q.id_no_index = p.id_no_index AND q.ref < p.ref
JOIN opening_account a ON a.no = p.no AND a.state IN ('01', '02', '06')
JOIN opening_account b ON b.no = q.no AND b.state IN ('01', '02', '06')
WHERE p.id_no_index <> '' AND p.no <> q.no
