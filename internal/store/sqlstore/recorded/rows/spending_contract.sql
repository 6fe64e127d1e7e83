SELECT id, cost, vendor, document, amount, signed, from_day, to_day FROM spending_contract
-- by id
WHERE id = $1
