SELECT v.id AS ref, CASE WHEN l.n >= 2 AND l.total = 0 AND d.state IS NOT NULL THEN 1 ELSE 0 END AS ok
FROM voucher v
LEFT JOIN (SELECT voucher, COUNT(*) AS n, SUM(amount) AS total FROM line GROUP BY voucher) l ON l.voucher = v.id
LEFT JOIN book_day d ON d.day = v.day AND (d.state < 3 OR v.month_no > 0)
UNION ALL
SELECT l.voucher, 0 FROM line l WHERE NOT EXISTS (SELECT 1 FROM voucher v WHERE v.id = l.voucher)
