SELECT person, step, failures, locked_until FROM access_account
-- by id
WHERE person = $1
