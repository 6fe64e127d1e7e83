SELECT v.ref, s.document, '问卷调查', 'register', 'survey/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), s.held_day
FROM v CROSS JOIN spending_survey s WHERE s.id = v.ref
