SELECT 'DKZHXX' AS tab, l.ref, l.no AS name, '' AS detail FROM opening_loan l JOIN opening_contract c ON c.no = l.contract
WHERE l.next BETWEEN 1 AND c.months - 1 AND (l.payment * (c.months - l.next + 1) > 3 * (l.balance - l.overdue)
	OR l.payment > 0 AND l.payment * (c.months - l.next + 1) < l.balance - l.overdue)
UNION ALL
SELECT 'DKZHXX', l.ref, l.no, '合同贷款金额超过发放额的两倍' FROM opening_loan l JOIN opening_contract c ON c.no = l.contract
WHERE c.amount > 2 * l.lent
