SELECT project, id, row_no, name, digest, size, by_code, day, scan_of FROM selfeval_attachment
-- by id
WHERE project = $1
