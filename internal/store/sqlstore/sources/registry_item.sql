SELECT v.ref, i.certificate, b.registry, CASE WHEN l.contract IS NULL OR l.contract = '' THEN '' ELSE 'loan' END,
	COALESCE(l.contract, ''), CAST(0 AS BIGINT), b.paid_day
FROM v CROSS JOIN spending_registry_item i JOIN spending_registry_bill b ON b.id = i.bill
	LEFT JOIN loan l ON l.id = i.loan
WHERE i.bill = v.ref / 100000 AND i.no = v.ref % 100000
