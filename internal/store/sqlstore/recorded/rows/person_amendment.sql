SELECT id, person, home, account, case_id, day, name, id_no, mobile, mobile_index FROM person_amendment
-- by id
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
