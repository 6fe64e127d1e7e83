SELECT project, no, stage, by_code, day, document, opinion, version FROM selfeval_step
-- by id
WHERE project = $1
