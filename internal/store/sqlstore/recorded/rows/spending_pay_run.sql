SELECT id, month, due_day, paid_day, payment FROM spending_pay_run
-- by id
WHERE id = $1
-- by payment
WHERE payment = $1
