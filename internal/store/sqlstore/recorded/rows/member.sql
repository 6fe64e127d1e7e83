SELECT id, home, no, person, employer, opening, state, base, employer_part, member_part, first_month, opened_on, sealed_on,
	sealed_from, seal_reason, closed_on, close_reason, since
FROM member
-- by id
WHERE id = $1
-- by opening employer
WHERE opening = $1 AND employer = $2
