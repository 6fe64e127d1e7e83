SELECT id, bank, amount, rate, months, placed, due, accrued, drawn FROM treasury_deposit
-- by id
WHERE id = $1
