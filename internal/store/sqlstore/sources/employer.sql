SELECT v.ref, e.no, e.name, 'employer', e.no, CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v CROSS JOIN employer e WHERE e.id = v.ref
