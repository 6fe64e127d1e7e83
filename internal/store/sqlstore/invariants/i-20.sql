SELECT l.voucher AS ref, CASE WHEN l.due = COALESCE((SELECT SUM(n.amount) FROM line n
		WHERE n.voucher = l.voucher AND n.account = 201), 0) THEN 1 ELSE 0 END AS ok
FROM remittance_list l
WHERE l.state = 3
UNION ALL
SELECT x.list, CASE WHEN COUNT(*) = 2 AND SUM(x.lists) = 1 AND SUM(x.due) = 0 AND SUM(x.members) = 0 THEN 1 ELSE 0 END
FROM (
	SELECT id AS list, 1 AS lists, due, members FROM remittance_list
	UNION ALL
	SELECT list, 0, -SUM(employer_part + member_part), -COUNT(*) FROM remittance_line GROUP BY list) x
GROUP BY x.list
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
SELECT p.voucher, CASE WHEN MIN(p.principal) = COALESCE(SUM(CASE WHEN n.account IN (12101, 12201) THEN n.amount END), 0)
	AND MIN(p.interest) = COALESCE(SUM(CASE WHEN n.account = 4010301 THEN n.amount END), 0)
	AND MIN(p.penalty) = COALESCE(SUM(CASE WHEN n.account = 4010302 THEN n.amount END), 0) THEN 1 ELSE 0 END
FROM (SELECT voucher, SUM(principal) AS principal, SUM(interest) AS interest, SUM(penalty) AS penalty
	FROM loan_repayment GROUP BY voucher) p
LEFT JOIN line n ON n.voucher = p.voucher
GROUP BY p.voucher
UNION ALL
SELECT x.loan, CASE WHEN SUM(x.principal) = 0 THEN 1 ELSE 0 END
FROM (SELECT loan, voucher, principal FROM loan_repayment
	UNION ALL
	SELECT h.holder, h.voucher, -h.amount FROM holder_movement h JOIN voucher v ON v.id = h.voucher
	WHERE h.account IN (12101, 12201) AND v.kind IN (14, 15, 16)) x
GROUP BY x.loan, x.voucher
UNION ALL
SELECT v.id, 0 FROM voucher v
WHERE v.kind IN (14, 15, 16) AND NOT EXISTS (SELECT 1 FROM loan_repayment p WHERE p.voucher = v.id)
