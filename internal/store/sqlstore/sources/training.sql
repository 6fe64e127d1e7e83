SELECT v.ref, t.document, t.title, 'register', 'training/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), t.held_day
FROM v CROSS JOIN spending_training t WHERE t.id = v.ref
