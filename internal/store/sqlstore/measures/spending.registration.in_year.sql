SELECT 'registry_item' AS source, b.id * 100000 + i.no AS ref, b.day AS day,
    CASE WHEN b.paid_day BETWEEN $1 AND $2 THEN 1 ELSE 0 END AS n
FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id
WHERE b.day BETWEEN $1 AND $2
