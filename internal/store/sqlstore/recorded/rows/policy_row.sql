SELECT version, key, branch, since, value, document FROM policy_row
-- by id
WHERE version = $1
