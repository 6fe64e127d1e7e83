SELECT m.account AS ref, CASE WHEN m.balance = m.amount + m.before THEN 1 ELSE 0 END AS ok
FROM (SELECT account, amount, balance,
		COALESCE(LAG(balance) OVER (PARTITION BY home, account ORDER BY year, seq), 0) AS before
	FROM movement) m
UNION ALL
SELECT a.id, CASE WHEN a.balance = COALESCE(s.total, 0) AND a.seq = COALESCE(s.n, 0)
	AND a.carried = COALESCE(s.carried, 0) THEN 1 ELSE 0 END
FROM member_account a
LEFT JOIN (SELECT home, account, SUM(amount) AS total, SUM(carried) AS carried, COUNT(*) AS n
	FROM movement GROUP BY home, account) s ON s.home = a.home AND s.account = a.id
UNION ALL
SELECT g.account, CASE WHEN g.balance = l.total THEN 1 ELSE 0 END
FROM gl_balance g
JOIN (SELECT v.branch, l.account, SUM(l.amount) AS total
	FROM voucher v JOIN line l ON l.voucher = v.id
	WHERE v.day <= (SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3)
	GROUP BY v.branch, l.account) l ON l.branch = g.branch AND l.account = g.account
WHERE g.day = (SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3)
