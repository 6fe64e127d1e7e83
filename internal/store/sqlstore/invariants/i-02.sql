SELECT v.day AS ref, CASE WHEN SUM(l.amount) = 0 THEN 1 ELSE 0 END AS ok
FROM voucher v JOIN line l ON l.voucher = v.id
GROUP BY v.day, v.branch
UNION ALL
SELECT g.day, CASE WHEN SUM(g.balance) = 0 AND SUM(g.debit) = SUM(g.credit) THEN 1 ELSE 0 END
FROM gl_balance g
GROUP BY g.day, g.branch
