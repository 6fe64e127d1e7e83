SELECT version, by_code, at, reason FROM policy_change
-- by id
WHERE version = $1
