SELECT id, topic, from_day, to_day, held_day, sent, valid, very_satisfied, satisfied, document FROM spending_survey
-- by id
WHERE id = $1
