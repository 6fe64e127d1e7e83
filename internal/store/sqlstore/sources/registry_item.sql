SELECT v.ref, i.certificate, b.registry, 'register', 'registry_bill/' || CAST(b.id AS TEXT), CAST(0 AS BIGINT), b.paid_day
FROM v CROSS JOIN spending_registry_item i JOIN spending_registry_bill b ON b.id = i.bill
WHERE i.bill = v.ref / 100000 AND i.no = v.ref % 100000
