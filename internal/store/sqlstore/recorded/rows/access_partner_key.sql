SELECT id, request, code, title, public, role, state, maker, checker, day FROM access_partner_key
-- by held
WHERE id = $1
