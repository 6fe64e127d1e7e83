SELECT id, code, kind, name, mark, office, left_on, version FROM access_person
-- by id
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
