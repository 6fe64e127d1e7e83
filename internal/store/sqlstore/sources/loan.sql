SELECT v.ref, l.contract, CASE WHEN l.opening = 1 THEN '期初贷款' ELSE '个人住房贷款' END, 'loan', l.contract, CAST(0 AS BIGINT), l.disbursed
FROM v CROSS JOIN loan l WHERE l.id = v.ref
