SELECT 'bill' AS source, MIN(id) AS ref, MAX(due_day) AS day, 1 AS n
FROM spending_bill
WHERE due_day BETWEEN $1 AND $2
GROUP BY month HAVING MIN(CASE WHEN paid_day > 0 AND paid_day <= $2 THEN 1 ELSE 0 END) = 1
