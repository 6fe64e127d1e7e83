SELECT id, name, bank, number, nature, opened FROM treasury_bank
-- by id
WHERE id = $1
