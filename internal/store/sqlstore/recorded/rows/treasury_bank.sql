SELECT id, name, bank, number, nature, opened, through FROM treasury_bank
-- by id
WHERE id = $1
