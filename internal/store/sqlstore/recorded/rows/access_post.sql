SELECT person, no, role, branch, unit, since, until, covers FROM access_post
-- by id
WHERE person = $1
