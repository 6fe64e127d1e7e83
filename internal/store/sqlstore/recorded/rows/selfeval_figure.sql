SELECT project, step, row_no, measure, definition, known, n, behind, of_count, printed FROM selfeval_figure
-- by id
WHERE project = $1
