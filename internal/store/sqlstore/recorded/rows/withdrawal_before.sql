SELECT id, member, reason, day, amount, house, family FROM withdrawal_before
-- by written
WHERE id = $1
