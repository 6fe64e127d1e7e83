SELECT 'DKZHXX' AS tab, l.ref, l.no AS name, '' AS detail FROM opening_loan l
JOIN opening_contract c ON c.no = l.contract
WHERE l.balance <= 0 OR l.balance > l.lent OR l.lent > c.amount OR l.next < 1 OR l.next > c.months
	OR l.balance <= l.overdue OR c.due_day < 1 OR c.due_day > 31 OR c.months > 360
UNION ALL
SELECT 'YQDJ', a.ref, a.loan, '逾期期次与应还日不符' FROM opening_arrear a JOIN opening_loan l ON l.no = a.loan
WHERE ABS((l.next_due - a.due) * 12 - (l.next - a.number) * 365) > 45 * 12
