SELECT project, row_no, office, due, done, done_by FROM selfeval_duty
-- by id
WHERE project = $1
