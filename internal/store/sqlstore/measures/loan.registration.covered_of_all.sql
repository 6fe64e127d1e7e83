SELECT 'loan' AS source, l.id AS ref, l.disbursed AS day, CASE WHEN EXISTS (SELECT 1
    FROM spending_registry_item i JOIN spending_registry_bill b ON b.id = i.bill
    WHERE i.loan = l.id AND b.paid_day > 0 AND b.paid_day <= $2) THEN 1 ELSE 0 END AS n
FROM loan l
WHERE l.disbursed BETWEEN $1 AND $2 AND l.opening = 0
