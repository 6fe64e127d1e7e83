SELECT id, home, account, amount, since, until, authority, document, lifted, released FROM withdrawal_freeze
-- by id
WHERE id = $1
