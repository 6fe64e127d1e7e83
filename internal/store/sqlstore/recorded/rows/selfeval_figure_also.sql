SELECT project, step, row_no, no, measure, definition, known, n, behind, of_count, printed FROM selfeval_figure_also
-- by id
WHERE project = $1
