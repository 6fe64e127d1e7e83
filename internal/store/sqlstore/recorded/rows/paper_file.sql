SELECT case_id, number, closed, years, items, seal, record, entries FROM paper_file
-- by id
WHERE case_id = $1
-- by first last
WHERE case_id BETWEEN $1 AND $2
