SELECT id, request, kind, person, content, covers, since, until, reason, state, maker, checker, day FROM access_change
-- by id
WHERE id = $1
