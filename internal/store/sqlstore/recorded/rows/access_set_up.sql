SELECT one, digest, used FROM access_set_up
-- by id
WHERE one = $1
