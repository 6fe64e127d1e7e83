SELECT v.ref, a.document, a.system, '', '', CAST(0 AS BIGINT), a.day
FROM v CROSS JOIN spending_assessment a WHERE a.id = v.ref
