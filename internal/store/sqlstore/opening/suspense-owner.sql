SELECT 'ZSZC' AS tab, ref, serial AS name, payer_name AS detail FROM opening_suspense WHERE kind = '01' AND employer = ''
UNION ALL
SELECT 'ZSZC', s.ref, s.serial, s.employer FROM opening_suspense s JOIN opening_unit u ON u.no = s.employer
WHERE s.kind = '01' AND u.state = '04'
