package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/selfeval"
)

// AddFigure implements selfeval.Store.
func (s selfevalStore) AddFigure(u unit.Tx, f selfeval.Figure) error {
	if _, err := s.tx(u).exec(`INSERT INTO selfeval_figure_version (project, step, measure, version)
			VALUES ($1, $2, $3, $4) ON CONFLICT (project, step, measure) DO NOTHING`, int64(f.Project), int64(f.Step),
		f.Measure, f.Version); err != nil {
		return err
	}
	if f.Also > 0 {
		return s.one(u, `INSERT INTO selfeval_figure_also (project, step, row_no, no, measure, definition, known, n,
				behind, of_count, printed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, int64(f.Project),
			int64(f.Step), int64(f.Row), int64(f.Also), f.Measure, f.Definition, bit(f.Known), f.N, f.Rows, f.Of,
			f.Printed)
	}
	return s.one(u, `INSERT INTO selfeval_figure (project, step, row_no, measure, definition, known, n, behind, of_count,
			printed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, int64(f.Project), int64(f.Step), int64(f.Row),
		f.Measure, f.Definition, bit(f.Known), f.N, f.Rows, f.Of, f.Printed)
}

// FiguresIn implements selfeval.Store.
func (s selfevalStore) FiguresIn(u unit.Tx, year int) ([]selfeval.Figure, error) {
	return all(s.tx(u), `WITH f AS (
			SELECT project, step, row_no, 0 AS no, measure, definition, known, n, behind, of_count, printed
			FROM selfeval_figure
			UNION ALL
			SELECT project, step, row_no, no, measure, definition, known, n, behind, of_count, printed
			FROM selfeval_figure_also)
		SELECT f.project, f.step, f.row_no, f.no, f.measure, f.definition, COALESCE(v.version, ''), f.known, f.n,
			f.behind, f.of_count, f.printed, s.day
		FROM selfeval_project p JOIN f ON f.project = p.id
			JOIN selfeval_step s ON s.project = p.id AND s.no = f.step
			LEFT JOIN selfeval_figure_version v ON v.project = f.project AND v.step = f.step AND v.measure = f.measure
		WHERE p.year = $1 AND f.step = (SELECT MAX(l.no) FROM selfeval_step l
			WHERE l.project = p.id AND l.stage = 'submitted')
		ORDER BY f.project, f.row_no, f.no`, []any{int64(year)},
		func(scan func(...any) error) (f selfeval.Figure, err error) {
			var known int64
			var day civil.Date
			err = scan(&f.Project, &f.Step, &f.Row, &f.Also, &f.Measure, &f.Definition, &f.Version, &known, &f.N,
				&f.Rows, &f.Of, &f.Printed, &day)
			f.Known, f.On = known != 0, day.String()
			return f, err
		})
}
