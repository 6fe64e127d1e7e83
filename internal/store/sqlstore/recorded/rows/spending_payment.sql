SELECT id, project, cost, subject, amount, day, payee, document, treasury FROM spending_payment
-- by id
WHERE id = $1
