SELECT 'JCDWXX' AS tab, e.ref, e.no AS name, '' AS detail FROM opening_employer e CROSS JOIN opening_centre c
WHERE e.opened > c.day OR e.founded > c.day OR e.founded > e.opened
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '' FROM opening_account a CROSS JOIN opening_centre c WHERE a.opened > c.day
UNION ALL
SELECT 'DKZHXX', l.ref, l.no, '' FROM opening_loan l CROSS JOIN opening_centre c
WHERE l.disbursed >= c.day OR l.next_due < c.day OR l.next_due <= l.disbursed
UNION ALL
SELECT 'YQDJ', a.ref, a.loan, '' FROM opening_arrear a CROSS JOIN opening_centre c
WHERE a.due >= c.day OR a.since > c.day OR a.since > 0 AND a.since < a.due
UNION ALL
SELECT 'YQDJ', a.ref, a.loan, '应还日不晚于发放日期' FROM opening_arrear a JOIN opening_loan l ON l.no = a.loan
WHERE a.due <= l.disbursed
UNION ALL
SELECT 'JKHT', t.ref, t.no, '签订日期晚于发放日期' FROM opening_contract t JOIN opening_loan l ON l.contract = t.no
WHERE t.signed > l.disbursed
UNION ALL
SELECT 'DQCK', d.ref, d.no, '' FROM opening_deposit d CROSS JOIN opening_centre c
WHERE d.placed >= c.day OR d.due <= d.placed
UNION ALL
SELECT 'ZSZC', s.ref, s.serial, '' FROM opening_suspense s CROSS JOIN opening_centre c WHERE s.arrived >= c.day
UNION ALL
SELECT 'DJDJ', f.ref, f.account, '' FROM opening_freeze f CROSS JOIN opening_centre c
WHERE f.since > c.day OR f.until < f.since
UNION ALL
SELECT 'XZMD', b.ref, b.account, '' FROM opening_ban b CROSS JOIN opening_centre c
WHERE b.decided > c.day OR b.until <= b.decided
UNION ALL
SELECT 'GFTQ', d.ref, d.account, '' FROM opening_drawn d CROSS JOIN opening_centre c WHERE d.day >= c.day
