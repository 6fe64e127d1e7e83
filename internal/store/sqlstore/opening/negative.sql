SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account
WHERE balance < 0 OR carried < 0 OR current_part < 0 OR product < 0 OR base < 0 OR employer_part < 0 OR member_part < 0
UNION ALL
SELECT 'DWZHXX', ref, no, '' FROM opening_unit WHERE balance < 0 OR normal < 0 OR sealed < 0
UNION ALL
SELECT 'JKHT', ref, no, '' FROM opening_contract WHERE amount <= 0
UNION ALL
SELECT 'DKZHXX', ref, no, '' FROM opening_loan
WHERE balance < 0 OR lent < 0 OR overdue < 0 OR unpaid < 0 OR payment < 0 OR rate < 0
UNION ALL
SELECT 'YQDJ', ref, loan, '' FROM opening_arrear WHERE principal < 0 OR interest < 0 OR penalty < 0
UNION ALL
SELECT 'DQCK', ref, no, '' FROM opening_deposit WHERE amount <= 0 OR accrued < 0 OR rate <= 0
UNION ALL
SELECT 'ZSZC', ref, serial, '' FROM opening_suspense WHERE amount <= 0
UNION ALL
SELECT 'DJDJ', ref, account, '' FROM opening_freeze WHERE amount < 0
UNION ALL
SELECT 'GFTQ', ref, account, '' FROM opening_drawn WHERE amount < 0
