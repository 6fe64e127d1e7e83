SELECT id, no, round, kind, body, digest, office, came, due, state, member, case_no, answer, by_code, refused, version
FROM work_order
-- by id
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
