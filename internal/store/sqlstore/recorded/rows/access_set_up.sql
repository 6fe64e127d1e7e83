SELECT one, digest, used FROM access_set_up
-- by held
WHERE one = $1
