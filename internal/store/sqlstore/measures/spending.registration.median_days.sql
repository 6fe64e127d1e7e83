SELECT 'registry_item' AS source, b.id * 100000 + i.no AS ref, b.paid_day AS day, b.paid_day - b.day AS n
FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id
WHERE b.paid_day BETWEEN $1 AND $2
