SELECT id, bank, amount, rate, months, placed, due, drawn FROM treasury_deposit
-- by id
WHERE id = $1
