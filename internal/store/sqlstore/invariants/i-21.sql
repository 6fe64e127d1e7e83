SELECT COALESCE(a.id, m.id) AS ref, CASE WHEN p.id IS NOT NULL THEN 1 ELSE 0 END AS ok
FROM member_account a
FULL JOIN member m ON m.home = a.home AND m.id = a.id
LEFT JOIN person p ON p.id = m.person AND a.id IS NOT NULL
UNION ALL
SELECT COALESCE(a.id, l.member), CASE WHEN a.paid_through = l.month OR a.paid_through > l.month AND EXISTS (SELECT 1 FROM movement m
		JOIN voucher v ON v.id = m.voucher AND v.reverses > 0 WHERE m.home = a.home AND m.account = a.id) THEN 1 ELSE 0 END
FROM (SELECT r.home, r.member, MAX(l.month) AS month
	FROM remittance_list l JOIN remittance_line r ON r.list = l.id
	WHERE l.state = 3
	GROUP BY r.home, r.member) l
LEFT JOIN member_account a ON a.home = l.home AND a.id = l.member
UNION ALL
SELECT e.id, CASE WHEN e.paid_through = l.month AND e.state = 1 THEN 1 ELSE 0 END
FROM (SELECT employer, MAX(month) AS month FROM remittance_list WHERE state = 3 GROUP BY employer) l
JOIN employer e ON e.id = l.employer
UNION ALL
SELECT MAX(x.voucher), CASE WHEN SUM(x.receipts) > 0 THEN 1 ELSE 0 END
FROM (
	SELECT h.ref, h.holder, h.day, -h.amount AS amount, h.voucher, 0 AS receipts
	FROM holder_movement h
	JOIN voucher v ON v.id = h.voucher AND v.kind IN (1, 2, 3)
	WHERE h.account = 10101 AND h.ref <> ''
	UNION ALL
	SELECT serial, bank_account, booked_on, amount, 0, 1 FROM receipt) x
GROUP BY x.ref, x.holder, x.day, x.amount
HAVING MAX(x.voucher) > 0
UNION ALL
SELECT h.holder, CASE WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id = h.holder) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT holder FROM holder_movement WHERE account = 21902) h
UNION ALL
SELECT h.holder, CASE WHEN EXISTS (SELECT 1 FROM employer e WHERE e.id = h.holder) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT holder FROM holder_movement WHERE account = 21901) h
UNION ALL
SELECT h.holder, CASE WHEN EXISTS (SELECT 1 FROM loan l WHERE l.id = h.holder) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT holder FROM holder_movement WHERE account IN (12101, 12201)) h
UNION ALL
SELECT h.holder, CASE WHEN EXISTS (SELECT 1 FROM treasury_bank b WHERE b.id = h.holder) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT holder FROM holder_movement WHERE account IN (10101, 10201)) h
UNION ALL
SELECT h.holder, CASE WHEN EXISTS (SELECT 1 FROM treasury_deposit d WHERE d.id = h.holder) THEN 1 ELSE 0 END
FROM (SELECT DISTINCT holder FROM holder_movement WHERE account = 10102) h
UNION ALL
SELECT v.id, CASE WHEN v.id IN (SELECT voucher FROM withdrawal_case) THEN 1 ELSE 0 END
FROM voucher v
WHERE v.kind IN (7, 8)
UNION ALL
SELECT v.id, CASE WHEN v.id IN (SELECT voucher FROM remittance_list) THEN 1 ELSE 0 END
FROM voucher v
WHERE v.kind IN (1, 37) AND EXISTS (SELECT 1 FROM line n WHERE n.voucher = v.id AND n.account = 201)
	AND v.id NOT IN (SELECT reverses FROM voucher WHERE reverses > 0)
