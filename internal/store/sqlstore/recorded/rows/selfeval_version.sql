SELECT project, no, body FROM selfeval_version
-- by id
WHERE project = $1
