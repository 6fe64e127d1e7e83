SELECT 'pay_line' AS source, r.id * 100000 + l.staff AS ref, r.due_day AS day,
    CASE WHEN r.paid_day > 0 AND l.paid = l.due THEN 1 ELSE 0 END AS n
FROM spending_pay_run r JOIN spending_pay_line l ON l.run = r.id
WHERE r.due_day BETWEEN $1 AND $2
