SELECT v.ref, p.document, p.payee, 'register', 'payment/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), p.day
FROM v CROSS JOIN spending_payment p WHERE p.id = v.ref
