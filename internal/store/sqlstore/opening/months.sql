SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account
WHERE state IN ('01', '02') AND (since > paid_through AND paid_through > 0 OR paid_through > 0 AND since = 0
	OR state = '02' AND sealed_from > 0 AND sealed_from <= paid_through OR state = '01' AND sealed_from > 0)
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '晚于单位缴至年月' FROM opening_account a JOIN opening_unit u ON u.no = a.employer
WHERE a.state = '01' AND u.state IN ('01', '02', '03', '05') AND a.paid_through > u.paid_through
UNION ALL
SELECT 'GRZHXX', ref, no, '有余额而没有缴至年月和起缴年月' FROM opening_account
WHERE state IN ('01', '02') AND balance > 0 AND paid_through = 0 AND since = 0
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '晚于全部单位的缴至年月' FROM opening_account a
WHERE a.state = '02' AND a.paid_through > (SELECT MAX(u.paid_through) FROM opening_unit u)
