SELECT project, step, measure, version FROM selfeval_figure_version
-- by id
WHERE project = $1
