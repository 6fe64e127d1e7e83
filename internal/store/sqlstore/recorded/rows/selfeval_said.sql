SELECT project, no, version, kind, by_code, body FROM selfeval_said
-- by id
WHERE project = $1
