SELECT x.account AS subject, m.person, m.no AS account, x.amount, x.balance AS rest, 0 AS month, x.day
FROM voucher_home h JOIN movement x ON x.home = h.home AND x.year = $2 AND x.voucher = h.voucher
	JOIN member m ON m.home = x.home AND m.id = x.account
WHERE h.voucher = $1 AND x.kind = 9 AND x.amount > 0
