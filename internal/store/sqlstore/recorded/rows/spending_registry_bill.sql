SELECT id, registry, document, day, pay_by, amount, paid_day, payment FROM spending_registry_bill
-- by id
WHERE id = $1
-- by payment
WHERE payment = $1
