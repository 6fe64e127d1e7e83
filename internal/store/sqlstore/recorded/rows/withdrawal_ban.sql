SELECT id, person, decided, until, decision FROM withdrawal_ban
-- by id
WHERE id = $1
