SELECT v.ref, '工号' || CAST(s.number AS TEXT), '职工', 'register', 'staff/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v CROSS JOIN spending_staff s WHERE s.number = v.ref
