SELECT id, year, family, code, name, document FROM spending_project
-- by id
WHERE id = $1
