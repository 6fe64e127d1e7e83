SELECT 'JKHT' AS tab, c.ref, c.no AS name, '' AS detail FROM opening_contract c
WHERE c.method <> '01' AND c.method <> '' AND EXISTS (SELECT 1 FROM opening_loan l WHERE l.contract = c.no)
