SELECT 'GRZHXX' AS tab, a.ref, a.no AS name, '' AS detail FROM opening_account a JOIN opening_unit u ON u.no = a.employer
WHERE a.state = '01' AND u.state = '01' AND (a.base <= 0
	OR ABS(a.employer_part * 10000000 - a.base * u.employer_ratio) > 100 * 10000000
	OR ABS(a.member_part * 10000000 - a.base * u.member_ratio) > 100 * 10000000)
