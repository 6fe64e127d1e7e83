SELECT id, no, digest, code, case_id, refused, words, at FROM case_applied
-- by id
WHERE id = $1
