SELECT id, no, serial, uscc, name, office, founded_on, opened_on, late, employer_ratio, member_ratio, pay_day, first_month,
	payer_account, agent_name, agent_mobile, agent_index, state, paid_through
FROM employer
-- by id
WHERE id = $1
-- by employer
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
