SELECT id, year, kind, name, unit, department, profile, bound, stage, goal, versions FROM selfeval_project
-- by id
WHERE id = $1
