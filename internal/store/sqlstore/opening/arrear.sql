SELECT 'YQDJ' AS tab, a.ref, a.loan AS name, '' AS detail FROM opening_arrear a JOIN opening_loan l ON l.no = a.loan
WHERE a.penalty > a.principal + a.interest OR a.principal > 0 AND a.interest = 0
	OR l.payment > 0 AND a.principal + a.interest > 2 * l.payment
