SELECT case_id, no, kind, wording, entry, issued, body, mark, prints FROM paper
-- by id
WHERE case_id = $1
