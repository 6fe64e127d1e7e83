SELECT 'budget' AS source, id * 100 + cost AS ref, day, amount AS n
FROM spending_budget
WHERE cost BETWEEN 21 AND 29 AND day BETWEEN $1 AND $2
