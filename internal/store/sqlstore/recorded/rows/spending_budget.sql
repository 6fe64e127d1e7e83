SELECT id, cost, project, day, initial, amount, document FROM spending_budget
-- by id
WHERE id = $1
