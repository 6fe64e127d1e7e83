SELECT 'JKHT' AS tab, c.ref, c.no AS name, '' AS detail FROM opening_contract c
WHERE c.method NOT IN ('01', '02', '') AND EXISTS (SELECT 1 FROM opening_loan l WHERE l.contract = c.no)
