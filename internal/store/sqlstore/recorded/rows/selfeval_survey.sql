SELECT id, title, asked, from_day, to_day, until_day, framed, sent, drawn, drawn_by, closed, closed_by, document
FROM selfeval_survey
-- by id
WHERE id = $1
