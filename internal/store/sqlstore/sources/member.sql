SELECT v.ref, m.no, e.name, 'member', m.no, CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v CROSS JOIN member m JOIN employer e ON e.id = m.employer WHERE m.id = v.ref
