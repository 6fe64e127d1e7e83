SELECT v.ref, r.document, c.vendor, 'register', 'service_report/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), r.day
FROM v CROSS JOIN spending_service_report r JOIN spending_contract c ON c.id = r.contract WHERE r.id = v.ref
