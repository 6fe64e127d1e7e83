SELECT v.ref, e.no, e.name, 'employer', e.no, CAST(0 AS BIGINT), l.paid_on
FROM v CROSS JOIN remittance_list l JOIN employer e ON e.id = l.employer WHERE l.id = v.ref
