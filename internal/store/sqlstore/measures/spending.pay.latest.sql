SELECT 'pay_run' AS source, id AS ref, due_day AS day, CASE WHEN paid_day > due_day THEN paid_day - due_day ELSE 0 END AS n
FROM spending_pay_run
WHERE due_day BETWEEN $1 AND $2 AND paid_day > 0
