SELECT id, request, code, title, public, role, state, maker, checker, day FROM access_partner_key
-- by id
WHERE id = $1
