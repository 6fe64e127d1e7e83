SELECT id, counter, used FROM access_passkey
-- by id
WHERE id = $1
