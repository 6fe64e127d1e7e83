SELECT id, month, first_day, last_day, title, held_day, document FROM spending_training
-- by id
WHERE id = $1
