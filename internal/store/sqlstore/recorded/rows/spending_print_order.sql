SELECT id, title, day, amount, document, accepted_day, acceptance, paid_day, payment FROM spending_print_order
-- by id
WHERE id = $1
-- by payment
WHERE payment = $1
