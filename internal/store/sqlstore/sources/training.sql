SELECT v.ref, t.document, t.title, '', '', CAST(0 AS BIGINT), t.held_day
FROM v CROSS JOIN spending_training t WHERE t.id = v.ref
