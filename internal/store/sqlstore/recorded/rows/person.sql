SELECT id, name, id_no, id_index, mobile, mobile_index, card, card_index FROM person
-- by opening employer
WHERE id IN (SELECT person FROM member WHERE opening = $1 AND employer = $2)
-- by first last
WHERE id BETWEEN $1 AND $2
-- by person
WHERE id = $1
