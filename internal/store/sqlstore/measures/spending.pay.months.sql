SELECT 'pay_run' AS source, MIN(id) AS ref, MAX(paid_day) AS day, 1 AS n
FROM spending_pay_run
WHERE paid_day BETWEEN $1 AND $2
GROUP BY month
