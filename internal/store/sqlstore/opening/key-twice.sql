SELECT 'JCDWXX' AS tab, a.ref, a.no AS name, '' AS detail FROM opening_employer a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_employer b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'DWZHXX', a.ref, a.no, '' FROM opening_unit a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_unit b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'GRXX', a.ref, a.no, '' FROM opening_person a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_person b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '' FROM opening_account a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'JKHT', a.ref, a.no, '' FROM opening_contract a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_contract b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'DKZHXX', a.ref, a.no, '' FROM opening_loan a
WHERE a.no <> '' AND EXISTS (SELECT 1 FROM opening_loan b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'DKZHXX', a.ref, a.no, a.contract FROM opening_loan a
WHERE a.contract <> '' AND EXISTS (SELECT 1 FROM opening_loan b
	WHERE b.contract = a.contract AND b.no <> a.no AND b.ref < a.ref)
UNION ALL
SELECT 'YQDJ', a.ref, a.loan, '' FROM opening_arrear a
WHERE EXISTS (SELECT 1 FROM opening_arrear b WHERE b.loan = a.loan AND b.number = a.number AND b.ref < a.ref)
UNION ALL
SELECT 'YHZH', a.ref, a.number, '' FROM opening_bank a
WHERE EXISTS (SELECT 1 FROM opening_bank b WHERE (b.number = a.number OR b.id = a.id) AND b.ref < a.ref)
UNION ALL
SELECT 'DQCK', a.ref, a.no, '' FROM opening_deposit a
WHERE EXISTS (SELECT 1 FROM opening_deposit b WHERE b.no = a.no AND b.ref < a.ref)
UNION ALL
SELECT 'ZZ', a.ref, CAST(a.account AS TEXT), '' FROM opening_ledger a
WHERE EXISTS (SELECT 1 FROM opening_ledger b WHERE b.account = a.account AND b.ref < a.ref)
UNION ALL
SELECT 'KZZS', a.ref, a.item, a.object FROM opening_control a
WHERE EXISTS (SELECT 1 FROM opening_control b WHERE b.item = a.item AND b.object = a.object AND b.ref < a.ref)
UNION ALL
SELECT 'JCDWXX', a.ref, a.no, a.uscc FROM opening_employer a
WHERE a.uscc <> '' AND EXISTS (SELECT 1 FROM opening_employer b
	WHERE b.uscc = a.uscc AND b.no <> a.no AND b.ref < a.ref)
UNION ALL
SELECT 'DJDJ', a.ref, a.account, a.document FROM opening_freeze a
WHERE a.document <> '' AND EXISTS (SELECT 1 FROM opening_freeze b
	WHERE b.account = a.account AND b.document = a.document AND b.ref < a.ref)
