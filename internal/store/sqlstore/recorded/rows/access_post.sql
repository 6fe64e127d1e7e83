SELECT person, no, role, branch, unit, since, until, covers FROM access_post
-- by held
WHERE person = $1
