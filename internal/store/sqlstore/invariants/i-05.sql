SELECT x.voucher AS ref, CASE WHEN SUM(x.amount) = 0 THEN 1 ELSE 0 END AS ok
FROM (
	SELECT voucher, account, amount FROM line
	WHERE account IN (201, 10101, 10102, 10201, 12101, 12201, 21901, 21902)
	UNION ALL
	SELECT voucher, account, -amount FROM holder_movement
	UNION ALL
	SELECT voucher, 201, -SUM(amount) FROM movement GROUP BY voucher) x
GROUP BY x.voucher, x.account
UNION ALL
SELECT h.voucher, 0 FROM holder_movement h WHERE NOT EXISTS (SELECT 1 FROM voucher v
	WHERE v.id = h.voucher AND v.day = h.day)
UNION ALL
SELECT voucher, CASE WHEN MIN(no) = 1 AND MAX(no) = COUNT(*) AND COUNT(DISTINCT no) = COUNT(*) THEN 1 ELSE 0 END
FROM holder_movement GROUP BY voucher
UNION ALL
SELECT 201, CASE WHEN (SELECT COALESCE(SUM(balance), 0) FROM member_account)
	= (SELECT COALESCE(SUM(amount), 0) FROM line WHERE account = 201) THEN 1 ELSE 0 END
UNION ALL
SELECT COALESCE(m.voucher, h.voucher), CASE WHEN m.voucher = h.voucher THEN 1 ELSE 0 END
FROM (SELECT DISTINCT voucher, home FROM movement) m
FULL JOIN voucher_home h ON h.voucher = m.voucher AND h.home = m.home
