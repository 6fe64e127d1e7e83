SELECT c.id AS subject, m.person, m.no AS account, c.principal + c.interest AS amount, a.balance AS rest, 0 AS month,
	c.decided AS day
FROM withdrawal_case c JOIN member m ON m.home = c.home AND m.id = c.account
	JOIN member_account a ON a.home = c.home AND a.id = c.account
WHERE c.id = $1 AND c.voucher = $2
