SELECT v.ref, c.number, '办件', 'case', c.number, CAST(0 AS BIGINT), c.closed
FROM v CROSS JOIN service_case c WHERE c.id = v.ref
