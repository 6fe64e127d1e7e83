SELECT case_id, no, act, step, by_code, door, office, at, state, words, materials FROM service_case_entry
-- by id
WHERE case_id = $1
