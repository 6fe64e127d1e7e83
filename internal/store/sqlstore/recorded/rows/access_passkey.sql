SELECT id, person, credential, public, title, since FROM access_passkey
-- by id
WHERE id = $1
