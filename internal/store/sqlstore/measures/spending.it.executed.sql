SELECT 'payment' AS source, id AS ref, day, amount AS n
FROM spending_payment
WHERE cost BETWEEN 31 AND 39 AND day BETWEEN $1 AND $2
