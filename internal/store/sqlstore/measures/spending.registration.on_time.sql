SELECT 'registry_item' AS source, b.id * 100000 + i.no AS ref, b.pay_by AS day,
    CASE WHEN b.paid_day > 0 AND b.paid_day <= b.pay_by THEN 1 ELSE 0 END AS n
FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id
WHERE b.pay_by BETWEEN $1 AND $2
