SELECT 'bill' AS source, id AS ref, due_day AS day,
    CASE WHEN paid_day > 0 AND paid_day <= $2 THEN 1 ELSE 0 END AS n
FROM spending_bill
WHERE due_day BETWEEN $1 AND $2
