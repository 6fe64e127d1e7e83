SELECT l.member AS subject, m.person, m.no AS account, l.employer_part + l.member_part AS amount, a.balance AS rest,
	r.month, v.day
FROM remittance_list r JOIN voucher v ON v.id = r.voucher JOIN remittance_line l ON l.list = r.id
	JOIN member m ON m.home = l.home AND m.id = l.member JOIN member_account a ON a.home = l.home AND a.id = l.member
WHERE r.id = $1 AND r.voucher = $2
