SELECT id, contract, system, day, score, open_high, passed, document FROM spending_assessment
-- by id
WHERE id = $1
