SELECT run, staff, due, paid FROM spending_pay_line
-- by id
WHERE run = $1
-- by payment
WHERE run IN (SELECT id FROM spending_pay_run WHERE payment = $1)
