SELECT v.ref, p.document, p.payee, 'payment', p.document, CAST(0 AS BIGINT), p.day
FROM v CROSS JOIN spending_payment p WHERE p.id = v.ref
