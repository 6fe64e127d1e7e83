SELECT id, person, credential, public, title, since FROM access_passkey
-- by held
WHERE id = $1
