SELECT id, premises, kind, month, due_day, amount, paid_day, payment FROM spending_bill
-- by id
WHERE id = $1
-- by payment
WHERE payment = $1
