SELECT v.ref, b.document, j.name, 'register', 'budget/' || CAST(b.id AS TEXT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v CROSS JOIN spending_budget b JOIN spending_project j ON j.id = b.project
WHERE b.id = v.ref / 100 AND b.cost = v.ref % 100
