SELECT 'payment' AS source, id AS ref, day, amount AS n
FROM spending_payment
WHERE cost BETWEEN 21 AND 29 AND day BETWEEN $1 AND $2
