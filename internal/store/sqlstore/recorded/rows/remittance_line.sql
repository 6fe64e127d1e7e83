SELECT list, home, member, base, employer_part, member_part
FROM remittance_line
WHERE EXISTS (SELECT 1 FROM remittance_list l WHERE l.id = list AND l.state > 1)
-- by id
AND list = $1
