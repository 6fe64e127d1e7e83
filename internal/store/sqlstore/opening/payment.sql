SELECT 'DKZHXX' AS tab, l.ref, l.no AS name, '' AS detail FROM opening_loan l JOIN opening_contract c ON c.no = l.contract
WHERE l.payment > 0 AND l.next BETWEEN 1 AND c.months AND (l.payment <= (l.balance - l.overdue) / 120000000 * l.rate
	OR l.payment * (c.months - l.next + 1) > 2 * (l.balance - l.overdue) + 10000)
