SELECT v.ref, a.document, a.system, 'register', 'assessment/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), a.day
FROM v CROSS JOIN spending_assessment a WHERE a.id = v.ref
