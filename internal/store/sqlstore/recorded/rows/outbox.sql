SELECT id, kind, ref, part, at, state FROM outbox
-- by id
WHERE id = $1
