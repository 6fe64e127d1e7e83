SELECT 'loan' AS source, MIN(l.id) AS ref, MIN(b.paid_day) AS day, CAST(SUM(i.amount) AS BIGINT) AS n
FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id JOIN loan l ON l.id = i.loan
WHERE b.paid_day BETWEEN $1 AND $2
GROUP BY CASE WHEN l.spouse > 0 AND l.spouse < l.borrower THEN l.spouse ELSE l.borrower END
