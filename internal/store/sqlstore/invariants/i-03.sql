WITH turnover AS MATERIALIZED (
	SELECT v.day, v.branch, l.account, SUM(CASE WHEN l.amount < 0 THEN -l.amount ELSE 0 END) AS debit,
		SUM(CASE WHEN l.amount > 0 THEN l.amount ELSE 0 END) AS credit
	FROM voucher v JOIN line l ON l.voucher = v.id
	WHERE v.day <= (SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3)
	GROUP BY v.day, v.branch, l.account)
SELECT m.account AS ref, CASE WHEN m.balance = m.amount + m.before AND m.seq = m.last + 1 THEN 1 ELSE 0 END AS ok
FROM (SELECT account, amount, balance, seq, COALESCE(LAG(balance) OVER w, 0) AS before,
		COALESCE(LAG(seq) OVER w, 0) AS last
	FROM movement WINDOW w AS (PARTITION BY home, account ORDER BY seq)) m
UNION ALL
SELECT a.id, CASE WHEN a.balance = COALESCE(s.total, 0) AND a.seq = COALESCE(s.n, 0)
	AND a.carried = COALESCE(s.carried, 0) THEN 1 ELSE 0 END
FROM member_account a
LEFT JOIN (SELECT home, account, SUM(amount) AS total, SUM(carried) AS carried, COUNT(*) AS n
	FROM movement GROUP BY home, account) s ON s.home = a.home AND s.account = a.id
UNION ALL
SELECT m.account, 0 FROM movement m
WHERE NOT EXISTS (SELECT 1 FROM member_account a WHERE a.home = m.home AND a.id = m.account)
UNION ALL
SELECT g.account, CASE WHEN g.debit = COALESCE(t.debit, 0) AND g.credit = COALESCE(t.credit, 0)
	AND g.balance = COALESCE(p.balance, 0) + g.credit - g.debit THEN 1 ELSE 0 END
FROM gl_balance g
LEFT JOIN gl_balance p ON p.day = g.day - 1 AND p.branch = g.branch AND p.account = g.account
LEFT JOIN turnover t ON t.day = g.day AND t.branch = g.branch AND t.account = g.account
UNION ALL
SELECT t.account, 0 FROM turnover t
WHERE NOT EXISTS (SELECT 1 FROM gl_balance g WHERE g.day = t.day AND g.branch = t.branch AND g.account = t.account)
UNION ALL
SELECT p.account, 0 FROM gl_balance p
WHERE p.day < (SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3)
	AND NOT EXISTS (SELECT 1 FROM gl_balance g
		WHERE g.day = p.day + 1 AND g.branch = p.branch AND g.account = p.account)
UNION ALL
SELECT a.id, CASE WHEN a.product = COALESCE(s.product, 0) + COALESCE(o.product, 0) THEN 1 ELSE 0 END
FROM member_account a
LEFT JOIN (SELECT m.home, m.account,
		SUM(m.amount * (b.last_day - CASE WHEN m.day > c.day THEN m.day ELSE c.day + 1 END)) AS product
	FROM movement m
	JOIN member_account b ON b.home = m.home AND b.id = m.account
	CROSS JOIN (SELECT COALESCE(MAX(day), -1) AS day FROM voucher WHERE kind = 18) c
	GROUP BY m.home, m.account) s ON s.home = a.home AND s.account = a.id
LEFT JOIN (SELECT p.home, p.account, p.product FROM opening_product p
	WHERE p.day > (SELECT COALESCE(MAX(day), -1) FROM voucher WHERE kind = 18)) o ON o.home = a.home AND o.account = a.id
WHERE a.closed = 0 AND NOT EXISTS (SELECT 1 FROM book_day WHERE state = 2)
UNION ALL
SELECT r.loan, CASE WHEN r.balance + COALESCE(w.principal, 0) = COALESCE(s.lent, 0) THEN 1 ELSE 0 END
FROM loan_running r
LEFT JOIN (SELECT loan, SUM(principal) AS principal FROM loan_arrear GROUP BY loan) w ON w.loan = r.loan
LEFT JOIN (SELECT holder, -SUM(amount) AS lent FROM holder_movement WHERE account IN (12101, 12201)
	GROUP BY holder) s ON s.holder = r.loan
UNION ALL
SELECT h.holder, 0
FROM holder_movement h
WHERE h.account IN (12101, 12201) AND NOT EXISTS (SELECT 1 FROM loan_running r WHERE r.loan = h.holder)
GROUP BY h.holder
HAVING SUM(h.amount) <> 0
