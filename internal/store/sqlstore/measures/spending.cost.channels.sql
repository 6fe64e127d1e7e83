SELECT 'payment' AS source, id AS ref, day, amount AS n
FROM spending_payment
WHERE cost = 31 AND day BETWEEN $1 AND $2
