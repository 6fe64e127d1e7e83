SELECT l.voucher AS ref, CASE WHEN l.due = COALESCE((SELECT SUM(n.amount) FROM line n
		WHERE n.voucher = l.voucher AND n.account = 201), 0)
	AND l.due = (SELECT SUM(r.employer_part + r.member_part) FROM remittance_line r WHERE r.list = l.id)
	AND l.members = (SELECT COUNT(*) FROM remittance_line r WHERE r.list = l.id) THEN 1 ELSE 0 END AS ok
FROM remittance_list l
WHERE l.state = 3
UNION ALL
SELECT r.voucher, CASE WHEN EXISTS (SELECT 1 FROM line n WHERE n.voucher = r.voucher
		AND (r.state = 3 AND n.account = 21902 AND n.amount = r.amount
			OR r.state <> 3 AND n.account IN (10101, 21902) AND n.amount = -r.amount)) THEN 1 ELSE 0 END
FROM receipt r
UNION ALL
SELECT c.voucher, CASE WHEN c.principal + c.interest = COALESCE((SELECT SUM(n.amount) FROM line n
		WHERE n.voucher = c.voucher AND n.account = 10101), 0)
	AND (c.amount = 0 OR c.amount = c.principal) THEN 1 ELSE 0 END
FROM withdrawal_case c
WHERE c.state = 2
UNION ALL
SELECT l.voucher, CASE WHEN l.amount = -COALESCE((SELECT SUM(n.amount) FROM line n
		WHERE n.voucher = l.voucher AND n.account = 12101), 0) THEN 1 ELSE 0 END
FROM loan l
WHERE l.voucher > 0 AND l.opening = 0
UNION ALL
SELECT p.voucher, CASE WHEN SUM(p.principal + p.interest + p.penalty) = COALESCE((SELECT SUM(n.amount) FROM line n
		WHERE n.voucher = p.voucher AND n.account IN (12101, 12201, 4010301, 4010302)), 0) THEN 1 ELSE 0 END
FROM loan_repayment p
GROUP BY p.voucher
UNION ALL
SELECT v.id, 0 FROM voucher v
WHERE v.kind IN (14, 15, 16) AND NOT EXISTS (SELECT 1 FROM loan_repayment p WHERE p.voucher = v.id)
