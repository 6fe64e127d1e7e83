SELECT 'DKZHXX' AS tab, l.ref, l.no AS name, '' AS detail FROM opening_loan l
LEFT JOIN (SELECT loan, SUM(principal) AS principal, COUNT(*) AS n, MAX(number) AS last FROM opening_arrear
	GROUP BY loan) a ON a.loan = l.no
WHERE l.overdue <> COALESCE(a.principal, 0) OR l.unpaid <> COALESCE(a.n, 0) OR COALESCE(a.last, 0) >= l.next
