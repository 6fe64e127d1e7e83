SELECT id, number, item, kind, member, person, applicant, authority, door, branch, office, holder, form, digest, state,
	step, ref, submitted, accepted, due, days_left, stopped, until, closed, entries, stars, decided
FROM service_case
-- by id
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
