SELECT v.id AS ref, CASE WHEN l.n >= 2 AND l.total = 0 AND d.state IS NOT NULL THEN 1 ELSE 0 END AS ok
FROM voucher v
LEFT JOIN (SELECT voucher, COUNT(*) AS n, SUM(amount) AS total FROM line GROUP BY voucher) l ON l.voucher = v.id
LEFT JOIN book_day d ON d.day = v.day AND (d.state < 3 AND v.month_no = 0 OR d.state = 3 AND v.month_no > 0)
UNION ALL
SELECT l.voucher, 0 FROM line l WHERE NOT EXISTS (SELECT 1 FROM voucher v WHERE v.id = l.voucher)
UNION ALL
SELECT MAX(month_no), CASE WHEN MAX(month_no % 100000000) = COUNT(*) THEN 1 ELSE 0 END
FROM voucher WHERE month_no > 0
GROUP BY month_no / 100000000
UNION ALL
SELECT d.day, CASE WHEN d.state = 3 AND d.day < b.open_day OR d.state = 2 AND d.day = b.open_day - 1
	OR d.state = 1 AND d.day = b.open_day THEN 1 ELSE 0 END
FROM book_day d CROSS JOIN book b
UNION ALL
SELECT COALESCE(MAX(b.open_day), 0), CASE WHEN MAX(b.open_day) = COALESCE(MAX(d.day), 0)
	AND COUNT(d.day) = COALESCE(MAX(d.day) - MIN(d.day) + 1, 0) THEN 1 ELSE 0 END
FROM book b LEFT JOIN book_day d ON d.state > 0
