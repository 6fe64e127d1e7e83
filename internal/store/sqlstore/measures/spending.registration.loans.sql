SELECT 'loan' AS source, i.loan AS ref, MIN(b.paid_day) AS day, 1 AS n
FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id
WHERE b.paid_day BETWEEN $1 AND $2
GROUP BY i.loan
